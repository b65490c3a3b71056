package dev.virtualip.agent.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The bytes of the requests, as rtnetlink(7) lays them out. */
final class VirtualAddressRequestsTest {
    private static final InetAddress IPV4 = InetAddress.ofLiteral("192.0.2.100");
    private static final InetAddress IPV6 = InetAddress.ofLiteral("2001:db8::100");
    private static final String IPV6_DIGITS = "20010db8000000000000000000000100";

    private final ByteBuffer out = ByteBuffer.allocate(512);

    @Test
    void ipv4IsCreatedExclusivelyMarkedAndWithoutPrefixRoute() {
        VirtualAddressRequests.add(out, 7, new BoundAddress(3, IPV4, 32, "eth0:v", 5));
        assertThat(Hex.written(out))
                .isEqualTo(Hex.digits(
                        "58000000 1400 0506 07000000 00000000",
                        "02 20 00 00 03000000",
                        "0800 0200 c0000264",
                        "0800 0100 c0000264",
                        "0b00 0300 657468303a7600 00",
                        "1400 0600 05000000 05000000 00000000 00000000",
                        "0800 0800 00020000",
                        "0500 0b00 76 000000"));
    }

    @Test
    void ipv6IsCreatedWithoutDuplicateAddressDetectionAndDeprecated() {
        VirtualAddressRequests.add(out, 7, new BoundAddress(3, IPV6, 64, "ignored", 5));
        assertThat(Hex.written(out))
                .isEqualTo(Hex.digits(
                        "64000000 1400 0506 07000000 00000000",
                        "0a 40 00 00 03000000",
                        "1400 0200 " + IPV6_DIGITS,
                        "1400 0100 " + IPV6_DIGITS,
                        "1400 0600 00000000 05000000 00000000 00000000",
                        "0800 0800 02020000",
                        "0500 0b00 76 000000"));
    }

    @Test
    void renewalReplacesWithTheSameFlagsAndNeitherCreatesNorExcludes() {
        BoundAddress bound = BoundAddress.host(3, IPV4, 5);
        VirtualAddressRequests.add(out, 7, bound);
        String added = Hex.written(out);
        out.clear();
        VirtualAddressRequests.renew(out, 7, bound);
        assertThat(Hex.written(out)).isEqualTo(added.replaceFirst("14000506", "14000501"));
    }

    @Test
    void withoutALifetimeItIsForEverButIpv6StaysDeprecated() {
        VirtualAddressRequests.add(out, 1, BoundAddress.host(3, IPV4, 0));
        assertThat(Hex.written(out)).contains(Hex.digits("1400 0600 ffffffff ffffffff 00000000 00000000"));
        out.clear();
        VirtualAddressRequests.add(out, 1, BoundAddress.host(3, IPV6, 0));
        assertThat(Hex.written(out)).contains(Hex.digits("1400 0600 00000000 ffffffff 00000000 00000000"));
    }

    @Test
    void removalNamesTheAddressAndNothingElse() {
        VirtualAddressRequests.remove(out, 9, new BoundAddress(3, IPV4, 32, "eth0:v", 5));
        assertThat(Hex.written(out))
                .isEqualTo(Hex.digits(
                        "28000000 1500 0500 09000000 00000000",
                        "02 20 00 00 03000000",
                        "0800 0200 c0000264",
                        "0800 0100 c0000264"));
    }

    @Test
    void requestsFollowEachOtherInOneBuffer() {
        VirtualAddressRequests.remove(out, 1, BoundAddress.host(3, IPV4, 0));
        VirtualAddressRequests.remove(out, 2, BoundAddress.host(3, IPV4, 0));
        assertThat(out.position()).isEqualTo(80);
        assertThat(out.getInt(40)).isEqualTo(40);
        assertThat(out.getInt(48)).isEqualTo(2);
    }

    @Test
    void fullBufferIsReportedToTheCaller() {
        ByteBuffer small = ByteBuffer.allocate(60);
        BoundAddress bound = BoundAddress.host(3, IPV4, 0);
        assertThatThrownBy(() -> VirtualAddressRequests.add(small, 1, bound))
                .isInstanceOf(BufferOverflowException.class);
    }

    @Test
    void rangesAreHeld() {
        assertThatThrownBy(() -> new BoundAddress(3, IPV4, 33, null, 0)).hasMessageContaining("0..32");
        assertThatThrownBy(() -> new BoundAddress(3, IPV6, 129, null, 0)).hasMessageContaining("0..128");
        assertThatThrownBy(() -> new BoundAddress(3, IPV4, -1, null, 0)).hasMessageContaining("-1");
        assertThatThrownBy(() -> BoundAddress.host(3, IPV4, -1)).hasMessageContaining("-1 s");
        assertThatThrownBy(() -> BoundAddress.host(3, IPV4, AddressRequest.FOREVER))
                .hasMessageContaining("2^32-2");
        assertThat(BoundAddress.host(3, IPV6, AddressRequest.FOREVER - 1).prefixLength())
                .isEqualTo(128);
    }

    @Test
    void dumpsAskForAllFamilies() {
        DumpRequests.links(out, 4);
        assertThat(Hex.written(out))
                .isEqualTo(Hex.digits("20000000 1200 0103 04000000 00000000", "00000000 00000000 00000000 00000000"));
        out.clear();
        DumpRequests.addresses(out, 5);
        assertThat(Hex.written(out)).isEqualTo(Hex.digits("18000000 1600 0103 05000000 00000000", "00000000 00000000"));
    }
}
