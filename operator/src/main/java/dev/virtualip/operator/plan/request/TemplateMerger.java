package dev.virtualip.operator.plan.request;

import dev.virtualip.crds.v1alpha1.Announcements;
import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.Vrrp;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merges the spec of a VirtualIP with the template of its pool. The VirtualIP wins. */
public final class TemplateMerger {
    private static final Vrrp NO_VRRP = Vrrp.builder().build();
    private static final Preempt NO_PREEMPT = new Preempt(null, null);
    private static final Announcements NO_ANNOUNCEMENTS = new Announcements(null, null, null, null);

    private TemplateMerger() {}

    /**
     * Returns the merged spec.
     *
     * @param pools the spec of every pool, by name
     */
    public static VirtualIPSpec of(VirtualIPSpec own, Map<String, VirtualIPPoolSpec> pools) {
        VirtualIPPoolSpec pool = own.pool() == null ? null : pools.get(own.pool());
        VirtualIPPoolSpec.Template template = pool == null ? null : pool.template();
        if (template == null) {
            return own;
        }
        return new VirtualIPSpec(
                own.addresses(),
                own.pool(),
                own.ipFamilies(),
                first(own.interfaceSelector(), template.interfaceSelector()),
                first(own.addressLabel(), template.addressLabel()),
                first(own.bindPrefix(), template.bindPrefix()),
                first(own.addressLifetime(), template.addressLifetime()),
                first(own.nodeSelector(), template.nodeSelector()),
                own.preferredNodes().isEmpty() ? template.preferredNodes() : own.preferredNodes(),
                first(own.maxCandidates(), template.maxCandidates()),
                first(own.advertisementInterval(), template.advertisementInterval()),
                merged(own.preempt(), template.preempt()),
                first(own.moveGroup(), template.moveGroup()),
                merged(own.vrrp(), template.vrrp()),
                own.healthChecks().isEmpty() ? template.healthChecks() : own.healthChecks(),
                merged(own.announcements(), template.announcements()),
                own.notifyDestinations(),
                own.services());
    }

    /** Returns the spec with an explicit VRRP version, so that no later default applies. */
    static VirtualIPSpec whole(VirtualIPSpec merged) {
        Vrrp vrrp = vrrp(merged);
        return merged.toBuilder()
                .vrrp(vrrp.toBuilder().version(vrrp.versionOrDefault()).build())
                .build();
    }

    private static @Nullable Vrrp merged(@Nullable Vrrp own, @Nullable Vrrp template) {
        if (own == null || template == null) {
            return first(own, template);
        }
        return template.toBuilder()
                .virtualRouterID(first(own.virtualRouterID(), template.virtualRouterID()))
                .version(first(own.version(), template.version()))
                .transport(first(own.transport(), template.transport()))
                .checksum(first(own.checksum(), template.checksum()))
                .authentication(first(own.authentication(), template.authentication()))
                .allowedSources(own.allowedSources().isEmpty() ? template.allowedSources() : own.allowedSources())
                .interfaceSelector(first(own.interfaceSelector(), template.interfaceSelector()))
                .build();
    }

    private static @Nullable Preempt merged(@Nullable Preempt own, @Nullable Preempt template) {
        if (own == null || template == null) {
            return first(own, template);
        }
        return new Preempt(first(own.policy(), template.policy()), first(own.delay(), template.delay()));
    }

    private static @Nullable Announcements merged(@Nullable Announcements own, @Nullable Announcements template) {
        if (own == null || template == null) {
            return first(own, template);
        }
        return new Announcements(
                first(own.repeat(), template.repeat()),
                first(own.interval(), template.interval()),
                first(own.delay(), template.delay()),
                first(own.refresh(), template.refresh()));
    }

    /** Returns the VRRP settings, or empty ones. */
    static Vrrp vrrp(VirtualIPSpec spec) {
        return spec.vrrp() == null ? NO_VRRP : spec.vrrp();
    }

    /** Returns the preemption settings, or empty ones. */
    static Preempt preempt(VirtualIPSpec spec) {
        return spec.preempt() == null ? NO_PREEMPT : spec.preempt();
    }

    /** Returns the announcement settings, or empty ones. */
    static Announcements announcements(VirtualIPSpec spec) {
        return spec.announcements() == null ? NO_ANNOUNCEMENTS : spec.announcements();
    }

    private static <T> @Nullable T first(@Nullable T own, @Nullable T template) {
        return own == null ? template : own;
    }
}
