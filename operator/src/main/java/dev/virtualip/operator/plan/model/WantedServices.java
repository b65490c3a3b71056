package dev.virtualip.operator.plan.model;

import java.util.List;

/**
 * The Services of type LoadBalancer, and which of them the operator serves.
 *
 * @param services every Service of type LoadBalancer, and every one with the finalizer, in any order
 * @param classless whether Services without a class are served
 * @param foreignAnnotations whether the annotations of MetalLB and kube-vip are read where ours are absent
 */
public record WantedServices(List<WantedService> services, boolean classless, boolean foreignAnnotations) {

    /** No Services. */
    public static final WantedServices NONE = new WantedServices(List.of(), false, false);

    /** Copies the list. */
    public WantedServices {
        services = List.copyOf(services);
    }
}
