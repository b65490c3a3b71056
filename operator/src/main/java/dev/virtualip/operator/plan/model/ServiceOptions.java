package dev.virtualip.operator.plan.model;

/**
 * The Services that the operator is configured to serve.
 *
 * @param enabled whether it serves any. If not, it releases those that it served before
 * @param classless whether it serves those without a class
 * @param adopt whether it takes over a Service without a class whose addresses all lie in a pool that admits it,
 *     although it did not write them
 * @param foreignAnnotations whether it reads the annotations of MetalLB and kube-vip where its own are absent
 */
public record ServiceOptions(boolean enabled, boolean classless, boolean adopt, boolean foreignAnnotations) {

    /** All of it, except what others serve. */
    public static final ServiceOptions DEFAULTS = new ServiceOptions(true, true, false, true);
}
