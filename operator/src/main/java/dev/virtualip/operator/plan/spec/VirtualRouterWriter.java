package dev.virtualip.operator.plan.spec;

import dev.virtualip.crds.v1alpha1.Announcements;
import dev.virtualip.crds.v1alpha1.HealthCheck;
import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.InterfaceSelector;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.Vrrp;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.request.VirtualIPSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the spec of a virtual router on a node. Defaults are left out to keep the object small. */
final class VirtualRouterWriter {
    private static final Announcements NOTHING_SAID = new Announcements(null, null, null, null);

    private VirtualRouterWriter() {}

    /**
     * The part of a virtual router that all nodes share.
     *
     * @param name its name
     * @param ipv6 its family
     * @param virtualRouterID its ID
     * @param virtualIPs the VirtualIPs that it serves
     * @param addresses its addresses with their prefixes
     * @param moveGroup the move group; null: none
     * @param settings the other settings
     */
    record SharedSettings(
            String name,
            boolean ipv6,
            int virtualRouterID,
            List<String> virtualIPs,
            List<String> addresses,
            @Nullable String moveGroup,
            VirtualIPSettings settings) {}

    /**
     * The part that differs by node.
     *
     * @param interfaceName its interface
     * @param vrrpInterfaceName the interface of its advertisements
     * @param priority its priority
     * @param release a new value makes an Active hand over; null: none
     * @param allowedSources the allowed sources
     * @param unicastPeers the receivers; empty with multicast
     * @param nodeAddress the Node's InternalIP; empty: not known
     */
    record NodeSettings(
            String interfaceName,
            String vrrpInterfaceName,
            int priority,
            @Nullable String release,
            List<String> allowedSources,
            List<String> unicastPeers,
            String nodeAddress) {}

    static VirtualRouter write(SharedSettings shape, NodeSettings member) {
        VirtualIPSettings settings = shape.settings();
        return new VirtualRouter(
                shape.name(),
                shape.virtualIPs(),
                member.interfaceName(),
                shape.addresses(),
                List.of(),
                shape.ipv6() ? null : settings.addressLabel(),
                (settings.bindPrefix() && !shape.ipv6()) ? true : null,
                settings.addressLifetime().equals(VirtualRouter.DEFAULT_ADDRESS_LIFETIME)
                        ? null
                        : settings.addressLifetime(),
                member.release(),
                member.priority(),
                settings.interval(),
                preempt(settings.preempt()),
                vrrp(shape, member),
                null,
                member.unicastPeers(),
                null,
                shape.moveGroup(),
                settings.healthChecks().stream()
                        .map(check -> onNode(check, member.nodeAddress()))
                        .toList(),
                settings.announcements().equals(NOTHING_SAID) ? null : settings.announcements());
    }

    /** In nftables mode kube-proxy listens on the node's own addresses only, not on loopback; in other modes on all. */
    static HealthCheck onNode(HealthCheck check, String address) {
        HealthCheck.Http http = check.http();
        if (http == null
                || http.host() != null
                || address.isEmpty()
                || !WantedService.LOCAL_CHECK.equals(check.name())) {
            return check;
        }
        return new HealthCheck(
                check.name(),
                new HealthCheck.Http(
                        http.port(), http.path(), http.scheme(), address, http.hostHeader(), http.expect(), http.tls()),
                null,
                null,
                null,
                null,
                check.period(),
                check.timeout(),
                check.failureThreshold(),
                check.successThreshold(),
                check.effect(),
                check.penalty());
    }

    private static Vrrp vrrp(SharedSettings shape, NodeSettings member) {
        VirtualIPSettings settings = shape.settings();
        return Vrrp.builder()
                .virtualRouterID(shape.virtualRouterID())
                .version(settings.version() == Vrrp.DEFAULT_VERSION ? null : settings.version())
                .transport(settings.transport() == Vrrp.Transport.MULTICAST ? null : settings.transport())
                .checksum(settings.checksum() == Vrrp.Checksum.WITH_PSEUDO_HEADER ? null : settings.checksum())
                .authentication(settings.authentication())
                .allowedSources(member.allowedSources())
                .interfaceSelector(vrrpInterface(member))
                .build();
    }

    private static @Nullable InterfaceSelector vrrpInterface(NodeSettings member) {
        String name = member.vrrpInterfaceName();
        return name.isEmpty() || name.equals(member.interfaceName()) ? null : new InterfaceSelector(name, null);
    }

    private static @Nullable Preempt preempt(Preempt preempt) {
        boolean byDefault = preempt.policyOrDefault() == Preempt.Policy.ALWAYS
                && preempt.delayOrDefault().equals("0s");
        return byDefault ? null : preempt;
    }
}
