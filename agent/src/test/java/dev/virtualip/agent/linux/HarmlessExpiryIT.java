package dev.virtualip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.netlink.AddressRequest;
import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.TestNamespace;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each way in which an expiring address could hurt the host; and that it would, if it were bound otherwise. */
@SideBySide
final class HarmlessExpiryIT {
    private static final String IPV4_ROUTE = "192.0.2.0/24 dev eth0";
    private static final String IPV6_ROUTE = "2001:db8::/64 dev eth0";

    private TestNamespace host;
    private TestNamespace neighbor;
    private AddressTable addresses;
    private int index;

    @BeforeEach
    void host() throws Exception {
        host = TestNamespace.create();
        neighbor = TestNamespace.create();
        host.connect("eth0", neighbor, "eth0");
        host.shell("echo 0 > /proc/sys/net/ipv4/conf/eth0/promote_secondaries");
        host.shell("echo 0 > /proc/sys/net/ipv4/conf/all/promote_secondaries");
        index = host.index("eth0");
        addresses = AddressTable.of(host);
    }

    @AfterEach
    void remove() {
        addresses.close();
        host.close();
        neighbor.close();
    }

    @Test
    void virtualAddressThatWasThereBeforeTheHostsOwnGoesAlone() throws Exception {
        add("192.0.2.100", 32, 1);
        host.ip("addr add 192.0.2.1/24 dev eth0");
        untilGone("192.0.2.100");
        assertThat(addresses.find("192.0.2.1").orElseThrow().secondary()).isFalse();
        assertThat(host.ip("route")).contains(IPV4_ROUTE);
    }

    @Test
    void boundWithItsPrefixItWouldTakeTheHostsOwnAddressAway() throws Exception {
        add("192.0.2.100", 24, 1);
        host.ip("addr add 192.0.2.1/24 dev eth0");
        assertThat(addresses.find("192.0.2.1").orElseThrow().secondary()).isTrue();
        untilGone("192.0.2.100");
        assertThat(addresses.has("192.0.2.1")).isFalse();
    }

    @Test
    void withPromotedSecondariesTheHostsOwnAddressStaysEvenBesideAPrefix() throws Exception {
        host.shell("echo 1 > /proc/sys/net/ipv4/conf/eth0/promote_secondaries");
        add("192.0.2.100", 24, 1);
        host.ip("addr add 192.0.2.1/24 dev eth0");
        untilGone("192.0.2.100");
        assertThat(addresses.has("192.0.2.1")).isTrue();
        assertThat(host.ip("route")).contains(IPV4_ROUTE);
    }

    @Test
    void ofTwoVirtualAddressesInOneSubnetTheFirstGoesAlone() throws Exception {
        add("192.0.2.100", 32, 1);
        add("192.0.2.101", 32, 60);
        untilGone("192.0.2.100");
        assertThat(addresses.has("192.0.2.101")).isTrue();
    }

    @Test
    void removedByHandTheFirstOfTwoGoesAloneToo() throws Exception {
        add("192.0.2.100", 32, 60);
        add("192.0.2.101", 32, 60);
        assertThat(addresses.remove(bound("192.0.2.100", 32, 0))).isZero();
        assertThat(addresses.has("192.0.2.101")).isTrue();
    }

    @Test
    void virtualAddressStaysWhenTheHostsOwnIsRemoved() throws Exception {
        host.ip("addr add 192.0.2.1/24 dev eth0");
        add("192.0.2.100", 32, 60);
        host.ip("addr del 192.0.2.1/24 dev eth0");
        assertThat(addresses.has("192.0.2.100")).isTrue();
    }

    @Test
    void boundWithItsPrefixItWouldGoWithTheHostsOwn() throws Exception {
        host.ip("addr add 192.0.2.1/24 dev eth0");
        add("192.0.2.100", 24, 60);
        host.ip("addr del 192.0.2.1/24 dev eth0");
        assertThat(addresses.has("192.0.2.100")).isFalse();
    }

    @Test
    void hostsIpv6RouteOutlivesAPrefixOfOursAlsoAfterARenewal() throws Exception {
        host.ip("addr add 2001:db8::1/64 dev eth0 nodad");
        String before = route6();
        add("2001:db8::100", 64, 1);
        assertThat(addresses.renew(bound("2001:db8::100", 64, 1))).isZero();
        assertThat(route6()).isEqualTo(before);
        untilGone("2001:db8::100");
        assertThat(route6()).isEqualTo(before);
    }

    @Test
    void hostRouteWithALifetimeKeepsIt() throws Exception {
        host.ip("addr add 2001:db8::1/64 dev eth0 nodad valid_lft 3600 preferred_lft 3600");
        assertThat(route6()).contains("expires 3");
        add("2001:db8::100", 64, 1);
        addresses.renew(bound("2001:db8::100", 64, 1));
        assertThat(route6()).contains("expires 3");
        untilGone("2001:db8::100");
        assertThat(route6()).contains("expires 3");
    }

    @Test
    void withARouteOfItsOwnItWouldGiveTheHostsRouteItsLifetime() throws Exception {
        host.ip("addr add 2001:db8::1/64 dev eth0 nodad valid_lft 3600 preferred_lft 3600");
        AddressRequest withRoute =
                new AddressRequest(index, InetAddress.ofLiteral("2001:db8::100"), 64, 0x02, null, 118, 0, 5);
        assertThat(addresses.send(withRoute::writeCreate).errno()).isZero();
        assertThat(addresses.send(withRoute::writeReplace).errno()).isZero();
        assertThat(route6()).doesNotContain("expires 3");
    }

    private String route6() {
        return host.ip("-6 route show " + IPV6_ROUTE).replaceAll("expires (\\d)\\d*sec", "expires $1");
    }

    private void add(String address, int prefixLength, long lifetimeSeconds) throws NativeIoException {
        assertThat(addresses.add(bound(address, prefixLength, lifetimeSeconds))).isZero();
    }

    private void untilGone(String address) throws Exception {
        Polling.until(address + " gone", () -> !addresses.has(address));
    }

    private BoundAddress bound(String address, int prefixLength, long lifetimeSeconds) {
        return new BoundAddress(index, InetAddress.ofLiteral(address), prefixLength, null, lifetimeSeconds);
    }
}
