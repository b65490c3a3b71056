package dev.virtualip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.netlink.AddressRequest;
import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.TestNamespace;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behavior of the kernel for a virtual address with a lifetime. */
@SideBySide
final class AddressLifetimeIT {
    private static final Duration LATE = Duration.ofMillis(1700);

    private TestNamespace host;
    private TestNamespace neighbor;
    private AddressTable addresses;
    private int index;

    @BeforeEach
    void host() throws Exception {
        host = TestNamespace.create();
        neighbor = TestNamespace.create();
        host.connect("eth0", neighbor, "eth0");
        index = host.index("eth0");
        addresses = AddressTable.of(host);
    }

    @AfterEach
    void remove() {
        addresses.close();
        host.close();
        neighbor.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.100", "2001:db8::100"})
    void addressIsMarkedAndGoesWhenItsLifetimeIsOver(String address) throws Exception {
        assertThat(addresses.add(bound(address, 1))).isZero();
        AddressChanged entry = addresses.find(address).orElseThrow();
        assertThat(entry.ours()).isTrue();
        assertThat(entry.permanent()).isFalse();
        assertThat(entry.validSeconds()).isEqualTo(1);
        Duration lived = Polling.until("gone", () -> !addresses.has(address));
        assertThat(lived).isBetween(Duration.ofMillis(900), LATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.100", "2001:db8::100"})
    void renewalKeepsTheAddressAndItsMark(String address) throws Exception {
        addresses.add(bound(address, 1));
        for (int i = 0; i < 5; i++) {
            Thread.sleep(500);
            assertThat(addresses.has(address)).as("after %d renewals", i).isTrue();
            assertThat(addresses.renew(bound(address, 1))).isZero();
        }
        AddressChanged entry = addresses.find(address).orElseThrow();
        assertThat(entry.ours()).isTrue();
        assertThat(entry.flags() & 0x200).as("no prefix route").isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.100", "2001:db8::100"})
    void renewalCreatesAnAddressThatIsAbsentWhichIsWhyTheCallerLooksFirst(String address) throws Exception {
        assertThat(addresses.renew(bound(address, 60))).isZero();
        assertThat(addresses.has(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.100", "2001:db8::100"})
    void withoutALifetimeTheAddressStays(String address) throws Exception {
        assertThat(addresses.add(bound(address, 0))).isZero();
        assertThat(addresses.find(address).orElseThrow().validSeconds()).isEqualTo(AddressRequest.FOREVER);
        assertThat(addresses.remove(bound(address, 0))).isZero();
        assertThat(addresses.has(address)).isFalse();
    }

    @Test
    void addressThatTheHostHasIsNotTouchedByAdding() throws Exception {
        host.ip("addr add 192.0.2.100/32 dev eth0");
        host.ip("addr add 2001:db8::100/128 dev eth0");
        assertThat(addresses.add(bound("192.0.2.100", 5))).isEqualTo(Errno.EEXIST.number());
        assertThat(addresses.add(bound("2001:db8::100", 5))).isEqualTo(Errno.EEXIST.number());
        assertThat(addresses.find("192.0.2.100").orElseThrow().ours()).isFalse();
        assertThat(addresses.find("2001:db8::100").orElseThrow().permanent()).isTrue();
    }

    @Test
    void removingAnAbsentAddressIsReported() throws Exception {
        assertThat(addresses.remove(bound("192.0.2.100", 0))).isEqualTo(Errno.EADDRNOTAVAIL.number());
        assertThat(addresses.remove(bound("2001:db8::100", 0))).isEqualTo(Errno.EADDRNOTAVAIL.number());
    }

    @Test
    void ipv6IsUsableAtOnceButNeverASource() throws Exception {
        host.shell("echo 1 > /proc/sys/net/ipv6/conf/eth0/accept_dad");
        host.ip("addr add 2001:db8::1/64 dev eth0 nodad");
        addresses.add(bound("2001:db8::100", 60));
        AddressChanged entry = addresses.find("2001:db8::100").orElseThrow();
        assertThat(entry.tentative()).isFalse();
        assertThat(entry.deprecated()).isTrue();
        assertThat(host.ip("route get 2001:db8::100:1")).contains("src 2001:db8::1 ");
    }

    @Test
    void ipv4IsNotASourceBesideTheHostsOwnAddressWhicheverCameFirst() throws Exception {
        addresses.add(bound("192.0.2.100", 60));
        host.ip("addr add 192.0.2.200/24 dev eth0");
        assertThat(host.ip("route get 192.0.2.7")).contains("src 192.0.2.200 ");
    }

    private BoundAddress bound(String address, long lifetimeSeconds) {
        return BoundAddress.host(index, InetAddress.ofLiteral(address), lifetimeSeconds);
    }
}
