package dev.virtualip.operator.plan;

import dev.virtualip.crds.Announcements;
import dev.virtualip.crds.Preempt;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.crds.Vrrp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what a node shall run; what is the default is left out, so that the object stays small. */
final class SpecWriter {
    private static final Announcements NOTHING_SAID = new Announcements(null, null, null, null);

    private SpecWriter() {}

    /**
     * What all nodes have alike of a virtual router.
     *
     * @param name its name
     * @param ipv6 its family
     * @param virtualRouterID its ID
     * @param virtualIPs whom it serves
     * @param addresses its addresses with their prefixes
     * @param moveGroup the group that it moves with; null: none
     * @param settings the rest
     */
    record Shape(
            String name,
            boolean ipv6,
            int virtualRouterID,
            List<String> virtualIPs,
            List<String> addresses,
            @Nullable String moveGroup,
            Settings settings) {}

    /**
     * What is one node's own.
     *
     * @param interfaceName its interface
     * @param priority its priority
     * @param release a new value tells it to hand over; null: none
     * @param allowedSources who may speak
     * @param unicastPeers whom it sends to; empty with multicast
     */
    record Part(
            String interfaceName,
            int priority,
            @Nullable String release,
            List<String> allowedSources,
            List<String> unicastPeers) {}

    static VirtualRouter write(Shape shape, Part part) {
        Settings settings = shape.settings();
        return new VirtualRouter(
                shape.name(),
                shape.virtualIPs(),
                part.interfaceName(),
                shape.addresses(),
                List.of(),
                shape.ipv6() ? null : settings.addressLabel(),
                (settings.bindPrefix() && !shape.ipv6()) ? true : null,
                settings.addressLifetime().equals(VirtualRouter.DEFAULT_ADDRESS_LIFETIME)
                        ? null
                        : settings.addressLifetime(),
                part.release(),
                part.priority(),
                settings.interval(),
                preempt(settings.preempt()),
                vrrp(shape, part),
                null,
                part.unicastPeers(),
                null,
                shape.moveGroup(),
                List.of(),
                settings.announcements().equals(NOTHING_SAID) ? null : settings.announcements());
    }

    private static Vrrp vrrp(Shape shape, Part part) {
        Settings settings = shape.settings();
        return new Vrrp(
                shape.virtualRouterID(),
                settings.version() == Vrrp.DEFAULT_VERSION ? null : settings.version(),
                settings.transport() == Vrrp.Transport.MULTICAST ? null : settings.transport(),
                settings.checksum() == Vrrp.Checksum.WITH_PSEUDO_HEADER ? null : settings.checksum(),
                settings.authentication(),
                part.allowedSources());
    }

    private static @Nullable Preempt preempt(Preempt preempt) {
        boolean byDefault = preempt.policyOrDefault() == Preempt.Policy.ALWAYS
                && preempt.delayOrDefault().equals("0s");
        return byDefault ? null : preempt;
    }
}
