package dev.virtualip.agent.link;

import static dev.virtualip.agent.loop.FakeLoop.ETH0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.loop.FakeKernel;
import dev.virtualip.agent.loop.FakeLoop;
import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressRemoved;
import dev.virtualip.agent.netlink.NetlinkEvent.LinkChanged;
import dev.virtualip.agent.netlink.NetlinkEvent.LinkRemoved;
import dev.virtualip.agent.netlink.OperationalState;
import dev.virtualip.agent.netlink.VirtualAddressRequests;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** Reporters are woken when the host looks different, and not by what repeats itself or is our own doing. */
final class InterfaceTableTest {
    private static final int UP = 0x1_0041;
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

    private final InterfaceTable table = new FakeLoop().interfaces;

    private static LinkChanged eth0(String name, int flags, long mac) {
        return new LinkChanged(ETH0, name, flags, mac, 1500, 0, OperationalState.UP);
    }

    private static AddressChanged address(int protocol) {
        return FakeKernel.shown(new BoundAddress(ETH0, ADDRESS, 24, null, 0), protocol);
    }

    @Test
    void interfaceLooksDifferentByNameMacOrCarrier() {
        long mac = 0x0200_0000_0001L;
        assertThat(table.apply(eth0("eth0", UP, mac))).as("the same").isFalse();
        assertThat(table.apply(eth0("eth0", UP, mac + 1))).as("MAC").isTrue();
        assertThat(table.apply(eth0("lan0", UP, mac + 1))).as("name").isTrue();
        assertThat(table.apply(eth0("lan0", 0, mac + 1))).as("down").isTrue();
        assertThat(table.apply(new LinkRemoved(ETH0, "lan0"))).as("gone").isTrue();
        assertThat(table.apply(new LinkRemoved(ETH0, "lan0")))
                .as("gone already")
                .isFalse();
        assertThat(table.apply(eth0("eth0", UP, mac))).as("new").isTrue();
    }

    @Test
    void framesWithAFormerMacAddressAreOursForAWhile_alsoAfterEverythingWasListedAgain() {
        MacAddress former = new MacAddress(0x0200_0000_0001L);
        MacAddress now = new MacAddress(0x0200_0000_0002L);
        table.apply(eth0("eth0", UP, 0x0200_0000_0002L));
        assertThat(table.isOurs(former)).isTrue();
        assertThat(table.isOurs(now)).isTrue();
        assertThat(table.isOurs(new MacAddress(0x0200_0000_0003L))).isFalse();

        InterfaceTable listed = table.empty();
        listed.apply(eth0("eth0", UP, 0x0200_0000_0003L));
        table.replaceBy(listed);
        assertThat(table.isOurs(former)).isTrue();
        assertThat(table.isOurs(now)).isTrue();

        table.all().forEach(HostInterface::forgetFormerMacs);
        assertThat(table.isOurs(former)).isFalse();
        assertThat(table.isOurs(new MacAddress(0x0200_0000_0003L))).isTrue();
    }

    @Test
    void hostsOwnAddressesAreShown_oursAndRepetitionsAreNot() {
        assertThat(table.apply(address(0))).as("new").isTrue();
        assertThat(table.apply(address(0))).as("again").isFalse();
        assertThat(table.apply(new AddressRemoved(ETH0, ADDRESS, 24)))
                .as("gone")
                .isTrue();
        assertThat(table.apply(address(VirtualAddressRequests.PROTOCOL)))
                .as("ours")
                .isFalse();
        assertThat(table.apply(new AddressRemoved(ETH0, ADDRESS, 24)))
                .as("ours gone")
                .isFalse();
        assertThat(table.apply(new AddressRemoved(ETH0, ADDRESS, 24)))
                .as("not there")
                .isFalse();
    }
}
