package dev.virtualip.agent.config;

import dev.virtualip.agent.node.AnnouncementSchedule;
import dev.virtualip.agent.node.Binding;
import dev.virtualip.agent.node.Transmission;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.Preemption;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.Durations;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.format.LinkLocalAddress;
import dev.virtualip.crds.v1alpha1.Preempt;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.Vrrp;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Maps a document that the rules accepted to the specifications that the router runs, with defaults filled in. */
public final class SpecMapper {
    private SpecMapper() {}

    public static List<VirtualRouterSpec> map(VRRPRouterSpec spec) {
        // No probe: a keepalived that died may leave its address bound, and the file states the current intent.
        return spec.virtualRouters().stream()
                .map(router -> map(router, false, true))
                .toList();
    }

    /** The specification of one virtual router; for the last two arguments see {@link VirtualRouterSpec}. */
    public static VirtualRouterSpec map(VirtualRouter router, boolean askFirst, boolean confirmed) {
        Vrrp vrrp = router.vrrpOrDefault();
        int virtualRouterId = Objects.requireNonNull(vrrp.virtualRouterID());
        Binding binding = binding(router, virtualRouterId);
        String release = router.release() == null ? "" : router.release();
        return new VirtualRouterSpec(
                Objects.requireNonNull(router.name()),
                router.virtualIPs(),
                Objects.requireNonNull(router.interfaceName()),
                Objects.requireNonNull(router.vrrpInterfaceNameOrDefault()),
                Family.of(binding.addresses().getFirst().address()),
                vrrp.versionOrDefault(),
                virtualRouterId,
                router.priorityOrDefault(),
                Durations.parse(router.advertisementIntervalOrDefault()),
                preemption(router.preemptOrDefault(), release),
                addresses(vrrp.allowedSources()),
                router.moveGroup(),
                release,
                binding,
                transmission(router, vrrp),
                announcements(router.announcementsOrDefault()),
                HealthCheckMapper.map(router.healthChecks()),
                askFirst,
                confirmed);
    }

    private static Preemption preemption(Preempt preempt, String release) {
        boolean enabled = preempt.policyOrDefault() == Preempt.Policy.ALWAYS && release.isEmpty();
        return new Preemption(enabled, Durations.parse(preempt.delayOrDefault()));
    }

    private static Binding binding(VirtualRouter router, int virtualRouterId) {
        return new Binding(
                ledByLinkLocal(virtualAddresses(router.addresses()), virtualRouterId),
                virtualAddresses(router.extraAddresses()),
                router.addressLabel(),
                Boolean.TRUE.equals(router.bindPrefix()),
                Durations.parse(router.addressLifetimeOrDefault()));
    }

    /** An IPv6 list leads with a link-local address (RFC 9568 section 5.2.9): one that is given, else a derived one. */
    private static List<VirtualAddress> ledByLinkLocal(List<VirtualAddress> given, int virtualRouterId) {
        InetAddress first = given.getFirst().address();
        if (Family.of(first) == Family.IPV4 || first.isLinkLocalAddress()) {
            return given;
        }
        VirtualAddress leader = given.stream()
                .filter(it -> it.address().isLinkLocalAddress())
                .findFirst()
                .orElseGet(() ->
                        new VirtualAddress(LinkLocalAddress.derive(virtualRouterId, first), Family.IPV6.addressBits()));
        List<VirtualAddress> led = new ArrayList<>(given);
        led.remove(leader);
        led.addFirst(leader);
        return led;
    }

    private static Transmission transmission(VirtualRouter router, Vrrp vrrp) {
        String password =
                vrrp.authentication() == null ? null : vrrp.authentication().password();
        return new Transmission(
                vrrp.transportOrDefault() == Vrrp.Transport.UNICAST,
                router.unicastPeers().stream().map(AddressText::parse).toList(),
                checksum(vrrp.checksumOrDefault()),
                password,
                address(router.sourceAddress()));
    }

    private static ChecksumForm checksum(Vrrp.Checksum checksum) {
        return switch (checksum) {
            case WITH_PSEUDO_HEADER -> ChecksumForm.WITH_PSEUDO_HEADER;
            case MESSAGE_ONLY -> ChecksumForm.MESSAGE_ONLY;
        };
    }

    private static AnnouncementSchedule announcements(dev.virtualip.crds.v1alpha1.Announcements document) {
        return new AnnouncementSchedule(
                document.repeatOrDefault(),
                Durations.parse(document.intervalOrDefault()),
                Durations.parse(document.delayOrDefault()),
                Durations.parse(document.refreshOrDefault()));
    }

    private static List<VirtualAddress> virtualAddresses(List<String> texts) {
        return texts.stream()
                .map(IpPrefix::parse)
                .map(prefix -> new VirtualAddress(prefix.address(), prefix.length()))
                .toList();
    }

    private static Set<InetAddress> addresses(List<String> texts) {
        return texts.stream().map(AddressText::parse).collect(Collectors.toSet());
    }

    private static @Nullable InetAddress address(@Nullable String text) {
        return text == null ? null : AddressText.parse(text);
    }
}
