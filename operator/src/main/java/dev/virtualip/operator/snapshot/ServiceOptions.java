package dev.virtualip.operator.snapshot;

/**
 * The Services that the operator is configured to serve.
 *
 * @param enabled whether it serves any
 * @param classless whether it serves those without a class
 * @param foreignAnnotations whether it reads the annotations of MetalLB and kube-vip where its own are absent
 */
public record ServiceOptions(boolean enabled, boolean classless, boolean foreignAnnotations) {

    /** All of it. */
    public static final ServiceOptions DEFAULTS = new ServiceOptions(true, true, true);
}
