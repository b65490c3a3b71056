package dev.virtualip.operator.plan.model;

import java.util.List;

/**
 * The Services of type LoadBalancer, and which of them the operator serves.
 *
 * @param services every Service of type LoadBalancer, and every one with the finalizer, in any order
 * @param readable whether the operator may and does read Services. If not, the VirtualIPs that it owns stay as they
 *     are: none is obsolete, because it is not known which are needed
 * @param options which of them are served
 */
public record WantedServices(List<WantedService> services, boolean readable, ServiceOptions options) {

    /** Services that are not read. */
    public static final WantedServices NONE = new WantedServices(List.of(), false, ServiceOptions.DEFAULTS);

    /** Copies the list. */
    public WantedServices {
        services = List.copyOf(services);
    }

    /** Services that are read. */
    public WantedServices(List<WantedService> services, ServiceOptions options) {
        this(services, true, options);
    }
}
