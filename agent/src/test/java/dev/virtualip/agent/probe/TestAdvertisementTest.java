package dev.virtualip.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.wire.TestMark;
import dev.virtualip.agent.wire.VrrpCodec;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestAdvertisementTest {
    private static final TestAdvertisement.Route IPV4 =
            new TestAdvertisement.Route(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("224.0.0.18"));
    private static final TestAdvertisement.Route IPV6 =
            new TestAdvertisement.Route(InetAddress.ofLiteral("fe80::1"), InetAddress.ofLiteral("ff02::12"));

    @ParameterizedTest
    @CsvSource({"1", "255", "256", "65535"})
    void identityComesBackInBothFamilies(int identity) {
        for (TestAdvertisement.Route route : new TestAdvertisement.Route[] {IPV4, IPV6}) {
            ByteBuffer packet = ByteBuffer.allocate(VrrpCodec.LENGTH_MAX);
            int length = TestAdvertisement.encode(255, identity, TestAdvertisement.SMALL, route, packet);
            Family family = Family.of(route.source());
            assertThat(TestMark.identity(packet, 0, length, family)).isEqualTo(identity);
            assertThat(TestAdvertisement.isLarge(packet, 0)).isFalse();
        }
    }

    @Test
    void priorityIsOneSoThatNoRouterYields() {
        ByteBuffer packet = ByteBuffer.allocate(VrrpCodec.LENGTH_MAX);
        TestAdvertisement.encode(200, 7, TestAdvertisement.SMALL, IPV4, packet);
        assertThat(packet.get(1)).isEqualTo((byte) 200);
        assertThat(packet.get(2)).isEqualTo((byte) 1);
    }

    @Test
    void truncatedAndForeignMessagesHaveNoIdentity() {
        ByteBuffer packet = ByteBuffer.allocate(VrrpCodec.LENGTH_MAX);
        int length = TestAdvertisement.encode(255, 7, TestAdvertisement.SMALL, IPV4, packet);
        for (int end = 0; end < length; end++) {
            assertThat(TestMark.identity(packet, 0, end, Family.IPV4)).isZero();
        }
        packet.put(9, (byte) 0);
        assertThat(TestMark.identity(packet, 0, length, Family.IPV4)).isZero();
    }

    @Test
    void largeOneFillsTheInterface() {
        assertThat(TestAdvertisement.largeCount(Family.IPV4, 1500)).isEqualTo(255);
        assertThat(TestAdvertisement.largeCount(Family.IPV6, 1500)).isEqualTo(90);
        assertThat(TestAdvertisement.largeCount(Family.IPV6, 68)).isEqualTo(TestAdvertisement.SMALL);
        ByteBuffer packet = ByteBuffer.allocate(VrrpCodec.LENGTH_MAX);
        int length = TestAdvertisement.encode(255, 7, 90, IPV6, packet);
        assertThat(length).isEqualTo(8 + 90 * 16);
        assertThat(TestAdvertisement.isLarge(packet, 0)).isTrue();
        assertThat(TestMark.identity(packet, 0, length, Family.IPV6)).isEqualTo(7);
    }
}
