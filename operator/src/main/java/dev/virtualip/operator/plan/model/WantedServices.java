package dev.virtualip.operator.plan.model;

import java.util.List;

/**
 * The Services of type LoadBalancer, and which of them the operator serves.
 *
 * @param services every Service of type LoadBalancer, and every one with the finalizer, in any order
 * @param readable whether the operator may and does read Services. If not, the VirtualIPs that it owns stay as they
 *     are: none is obsolete, because it is not known which are needed
 * @param classless whether Services without a class are served
 * @param foreignAnnotations whether the annotations of MetalLB and kube-vip are read where ours are absent
 */
public record WantedServices(
        List<WantedService> services, boolean readable, boolean classless, boolean foreignAnnotations) {

    /** Services that are not read. */
    public static final WantedServices NONE = new WantedServices(List.of(), false, false, false);

    /** Copies the list. */
    public WantedServices {
        services = List.copyOf(services);
    }

    /** Services that are read. */
    public WantedServices(List<WantedService> services, boolean classless, boolean foreignAnnotations) {
        this(services, true, classless, foreignAnnotations);
    }
}
