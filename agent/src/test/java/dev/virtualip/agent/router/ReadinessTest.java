package dev.virtualip.agent.router;

import static dev.virtualip.agent.loop.FakeLoop.ETH0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.loop.FakeLoop;
import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.netlink.AddressFlags;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.VirtualAddressRequests;
import dev.virtualip.agent.vrrp.Reason;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each thing that keeps a virtual router from taking part, with its own word and a remedy. */
final class ReadinessTest {
    private static final InetAddress VIRTUAL = InetAddress.ofLiteral("192.0.2.10");

    private final FakeLoop loop = new FakeLoop();
    private final SpecBuilder ipv4 = SpecBuilder.named("v4", "192.0.2.10/24");
    private final SpecBuilder ipv6 = SpecBuilder.named("v6", "fe80::1:1/64", "2001:db8::10/64");

    private @Nullable InetAddress last;

    private Readiness of(SpecBuilder spec) {
        return Readiness.of(spec.build(), loop.interfaces, Set.of(VIRTUAL), last);
    }

    private void refused(SpecBuilder spec, Reason reason, String word, String message) {
        assertThat(of(spec)).isInstanceOfSatisfying(Readiness.NotReady.class, no -> {
            assertThat(no.reason()).isEqualTo(reason);
            assertThat(no.condition().reason()).isEqualTo(word);
            assertThat(no.condition().message()).contains(message);
        });
    }

    private void sendsFrom(SpecBuilder spec, String source) {
        assertThat(of(spec))
                .isInstanceOfSatisfying(
                        Readiness.Ready.class,
                        yes -> assertThat(yes.sourceAddress()).isEqualTo(InetAddress.ofLiteral(source)));
    }

    private void shows(String address, int flags, int protocol) {
        InetAddress ip = InetAddress.ofLiteral(address);
        loop.interfaces.apply(new AddressChanged(ETH0, ip, 64, flags, protocol, "", 0, 0, 0));
    }

    @Test
    void firstAddressThatIsNeitherMarkedNorVirtualIsTheSource() {
        loop.hostHas("192.0.2.10/24");
        shows("192.0.2.77", 0, VirtualAddressRequests.PROTOCOL);
        loop.hostHas("192.0.2.1/24");
        loop.hostHas("192.0.2.2/24");

        sendsFrom(ipv4, "192.0.2.1");
    }

    @Test
    void interfaceThatIsNotThere() {
        refused(ipv4.on("eth9"), Reason.LINK_DOWN, "InterfaceNotFound", "eth9 does not exist");
    }

    @Test
    void interfaceThatIsPartOfAnother_namesTheOther() {
        loop.link(2, "br0", 0x1_0041, 0);
        loop.link(ETH0, "eth0", 0x1_0041, 2);

        refused(ipv4, Reason.LINK_DOWN, "InterfaceEnslaved", "use br0 instead");
    }

    @Test
    void interfaceThatIsDown_orHasNoCarrier() {
        loop.down("eth0");
        refused(ipv4, Reason.LINK_DOWN, "LinkDown", "is down: set it up");
        loop.link(ETH0, "eth0", 0x1, 0);
        refused(ipv4, Reason.LINK_DOWN, "LinkDown", "no carrier: check the cable");
    }

    @Test
    void vrrpInterfaceGivesTheSource() {
        loop.hostHas("192.0.2.1/24");
        loop.link(9, "eth1", 0x1_0041, 0);
        loop.interfaces.apply(new AddressChanged(9, InetAddress.ofLiteral("198.51.100.1"), 24, 0, 0, "", 0, 0, 0));

        sendsFrom(ipv4.vrrpOn("eth1"), "198.51.100.1");
    }

    @Test
    void vrrpInterfaceWithoutAddressIsNamedWithoutAdviceToUseTheOther() {
        loop.hostHas("192.0.2.1/24");
        loop.link(9, "eth1", 0x1_0041, 0);

        refused(
                ipv4.vrrpOn("eth1"),
                Reason.ADDRESS_MISSING,
                "SourceAddressMissing",
                "interface eth1 has no IPv4 address of the host's own to send from: add one");
    }

    @Test
    void vrrpInterfaceWithoutCarrierCutsOff() {
        loop.hostHas("192.0.2.1/24");
        loop.link(9, "eth1", 0x1, 0);

        assertThat(of(ipv4.vrrpOn("eth1")))
                .isInstanceOfSatisfying(
                        Readiness.CutOff.class,
                        no -> assertThat(no.condition().message())
                                .isEqualTo("interface eth1, which carries the advertisements (vrrp.interface), has no"
                                        + " carrier: check the cable or the switch port"));
        refused(ipv4.vrrpOn("eth8"), Reason.LINK_DOWN, "InterfaceNotFound", "interface eth8, which carries");
        loop.down("eth0");
        refused(ipv4.vrrpOn("eth1"), Reason.LINK_DOWN, "LinkDown", "interface eth0 is down");
    }

    @Test
    void noAddressToSendFrom() {
        refused(ipv4, Reason.ADDRESS_MISSING, "SourceAddressMissing", "no IPv4 address of the host's own");
        refused(ipv6, Reason.ADDRESS_MISSING, "SourceAddressMissing", "no usable link-local address");
    }

    @Test
    void tentativeLinkLocalAddressIsWaitedFor() {
        shows("fe80::2", AddressFlags.TENTATIVE, 0);
        refused(ipv6, Reason.ADDRESS_MISSING, "SourceAddressMissing", "still tentative");
        shows("fe80::2", 0, 0);
        sendsFrom(ipv6, "fe80::2");
    }

    @Test
    void ipv6IsSentFromTheLinkLocalAddress_unlessAUnicastPeerIsFurtherAway() {
        shows("2001:db8::1", 0, 0);
        shows("fe80::2", 0, 0);

        sendsFrom(ipv6, "fe80::2");
        sendsFrom(ipv6.unicastTo("2001:db8::2"), "2001:db8::1");
    }

    @Test
    void virtualAddressThatIsTheHostsOwnOnlyAddressIsNamed_withPriority255AsTheRemedy() {
        loop.hostHas("192.0.2.10/24");

        refused(ipv4, Reason.ADDRESS_MISSING, "HostHasAddress", "192.0.2.10 is a virtual address, but interface eth0");
        refused(ipv4, Reason.ADDRESS_MISSING, "HostHasAddress", "use priority 255 here");
        refused(ipv4, Reason.ADDRESS_MISSING, "HostHasAddress", "ip addr del 192.0.2.10/24 dev eth0");
    }

    @Test
    void onlyWhatTheAgentBoundItself() {
        shows("192.0.2.77", 0, VirtualAddressRequests.PROTOCOL);

        refused(ipv4, Reason.ADDRESS_MISSING, "SourceAddressMissing", "that the agent bound (192.0.2.77)");
    }

    @Test
    void onlyAddressesOfTheOtherFamilyOrScope_areListed() {
        loop.hostHas("2001:db8::1/64");
        refused(ipv4, Reason.ADDRESS_MISSING, "SourceAddressMissing", "to send from, only 2001:db8:0:0:0:0:0:1: add");
        refused(ipv6, Reason.ADDRESS_MISSING, "SourceAddressMissing", "addr_gen_mode");
    }

    @Test
    void onlyLinkLocalAddressesForGlobalUnicastPeers() {
        loop.hostHas("fe80::2/64");

        refused(ipv6.unicastTo("2001:db8::2"), Reason.ADDRESS_MISSING, "SourceAddressMissing", "not link-local: add");
    }

    @Test
    void interfaceWhoseSubnetHoldsTheAddressIsNamed() {
        loop.link(8, "eth1", 0x1_0041, 0);
        loop.interfaces.apply(new AddressChanged(8, InetAddress.ofLiteral("192.0.2.1"), 24, 0, 0, "", 0, 0, 0));

        refused(ipv4, Reason.ADDRESS_MISSING, "SourceAddressMissing", "subnet of interface eth1: use that interface");
        refused(ipv4.source("192.0.2.1"), Reason.ADDRESS_MISSING, "SourceAddressMissing", "is on interface eth1, not");
        loop.hostHas("192.0.2.9/24");
        refused(
                SpecBuilder.named("v4", "192.0.2.1/24").priority(255),
                Reason.ADDRESS_MISSING,
                "OwnerAddressMissing",
                "it is on interface eth1, not on eth0");
    }

    @Test
    void ipv6ThatIsSwitchedOff() {
        loop.link(ETH0, "no-such-if", 0x1_0041, 0);

        refused(ipv6.on("no-such-if"), Reason.ADDRESS_MISSING, "SourceAddressMissing", "disable_ipv6 to 0");
    }

    @Test
    void linkLocalAddressThatAnotherHostHas() {
        shows("fe80::2", AddressFlags.TENTATIVE | AddressFlags.DAD_FAILED, 0);

        refused(ipv6, Reason.ADDRESS_MISSING, "SourceAddressMissing", "failed duplicate address detection");
    }

    @Test
    void newAddressIsUsedAtOnceWherePeersAcceptAnySource() {
        last = InetAddress.ofLiteral("192.0.2.1");
        loop.hostHas("192.0.2.201/24");

        sendsFrom(ipv4, "192.0.2.201");
        sendsFrom(ipv4.allowedSources("192.0.2.2"), "192.0.2.201");
    }

    @Test
    void lastSourceStaysUntilAllowedSourcesNamesTheNewOne() {
        last = InetAddress.ofLiteral("192.0.2.1");
        loop.hostHas("192.0.2.201/24");

        sendsFrom(ipv4.allowedSources("192.0.2.1", "192.0.2.2"), "192.0.2.1");
        sendsFrom(ipv4.allowedSources("192.0.2.1", "192.0.2.2", "192.0.2.201"), "192.0.2.201");
    }

    @Test
    void unicastPeersGoOnHearingTheLastSource() {
        last = InetAddress.ofLiteral("192.0.2.1");
        loop.hostHas("192.0.2.201/24");

        sendsFrom(ipv4.unicastTo("192.0.2.2"), "192.0.2.1");
    }

    @Test
    void ofSeveralAddressesOneThatPeersAcceptIsTheSource() {
        loop.hostHas("192.0.2.201/24");
        loop.hostHas("192.0.2.1/24");

        sendsFrom(ipv4.allowedSources("192.0.2.1", "192.0.2.2"), "192.0.2.1");
    }

    @Test
    void sourceAddressThatWasAskedForHasToBeThere() {
        loop.hostHas("192.0.2.1/24");
        refused(ipv4.source("192.0.2.3"), Reason.ADDRESS_MISSING, "SourceAddressMissing", "192.0.2.3 is not on");
        loop.hostHas("192.0.2.3/24");
        sendsFrom(ipv4, "192.0.2.3");
    }

    @Test
    void priority255IsForTheHostThatHasTheAddress() {
        loop.hostHas("192.0.2.1/24");
        refused(ipv4.priority(255), Reason.ADDRESS_MISSING, "OwnerAddressMissing", "use a priority below 255");
        loop.hostHas("192.0.2.10/24");
        sendsFrom(ipv4, "192.0.2.1");
    }

    @Test
    void ownersOwnMarkedAddressIsNoProofOfOwnership() {
        loop.hostHas("192.0.2.1/24");
        shows("192.0.2.10", 0, VirtualAddressRequests.PROTOCOL);

        refused(ipv4.priority(255), Reason.ADDRESS_MISSING, "OwnerAddressMissing", "192.0.2.10");
    }

    @Test
    void bindPrefixNeedsAnAddressOfTheHostInTheSameSubnet() {
        loop.hostHas("192.0.2.130/25");

        refused(ipv4.withPrefix(), Reason.ADDRESS_MISSING, "PrefixNotSafe", "no address of its own in 192.0.2.10/24");
    }

    @Test
    void bindPrefixNeedsSecondariesToBePromoted() {
        loop.link(ETH0, "no-such-if", 0x1_0041, 0);
        loop.hostHas("192.0.2.1/24");

        refused(ipv4.on("no-such-if").withPrefix(), Reason.ADDRESS_MISSING, "PrefixNotSafe", "promote_secondaries");
    }
}
