package dev.virtualip.agent.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** The subnet of an address of the host; that the kernel takes the request, InterfaceChangesIT shows. */
final class SubnetRouteTest {

    private static SubnetRoute route(String address, int prefixLength) {
        return SubnetRoute.of(own(address, prefixLength));
    }

    private static NetlinkEvent.AddressChanged own(String address, int prefixLength) {
        return new NetlinkEvent.AddressChanged(7, InetAddress.ofLiteral(address), prefixLength, 0, 0, "", 0, 0, 0);
    }

    @Test
    void hostPartIsCutOff() {
        assertThat(route("192.0.2.201", 24)).isEqualTo(new SubnetRoute(7, InetAddress.ofLiteral("192.0.2.0"), 24));
        assertThat(route("192.0.2.201", 26)).isEqualTo(new SubnetRoute(7, InetAddress.ofLiteral("192.0.2.192"), 26));
        assertThat(route("192.0.2.201", 31)).isEqualTo(new SubnetRoute(7, InetAddress.ofLiteral("192.0.2.200"), 31));
        assertThat(route("fe80::1:2", 64)).isEqualTo(new SubnetRoute(7, InetAddress.ofLiteral("fe80::"), 64));
        assertThat(route("2001:db8:ffff::1", 35))
                .isEqualTo(new SubnetRoute(7, InetAddress.ofLiteral("2001:db8:e000::"), 35));
    }

    @Test
    void singleHostHasNoSubnet() {
        assertThat(SubnetRoute.exists(own("192.0.2.1", 32))).isFalse();
        assertThat(SubnetRoute.exists(own("192.0.2.1", 31))).isTrue();
        assertThat(SubnetRoute.exists(own("192.0.2.1", 0))).isFalse();
        assertThat(SubnetRoute.exists(own("fe80::1", 128))).isFalse();
        assertThat(SubnetRoute.exists(own("fe80::1", 64))).isTrue();
    }
}
