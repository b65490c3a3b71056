package dev.virtualip.agent.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.loop.FakeLoop;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.wire.Envelope;
import dev.virtualip.agent.wire.PacketAuthentication;
import dev.virtualip.agent.wire.Refusal;
import dev.virtualip.agent.wire.TestMark;
import dev.virtualip.agent.wire.VrrpCodec;
import dev.virtualip.agent.wire.VrrpDecoder;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RejectedAdvertisementsTest {
    private static final InetAddress GROUP_IPV4 = InetAddress.ofLiteral("224.0.0.18");
    private static final InetAddress GROUP_IPV6 = InetAddress.ofLiteral("ff02::12");
    private static final InetAddress SOURCE_IPV4 = InetAddress.ofLiteral("192.0.2.2");
    private static final InetAddress SOURCE_IPV6 = InetAddress.ofLiteral("fe80::2");

    private final FakeLoop loop = new FakeLoop();
    private final RejectedAdvertisements rejected =
            new RejectedAdvertisements(new ForeignRouterTable(loop.timers, loop::changed));

    @Test
    void testAdvertisementOfTheDoctorIsNotListed() {
        refuse(SOURCE_IPV4, GROUP_IPV4, List.of(TestMark.mark(Family.IPV4), TestMark.sender(Family.IPV4, 7)));
        refuse(SOURCE_IPV6, GROUP_IPV6, List.of(TestMark.mark(Family.IPV6), TestMark.sender(Family.IPV6, 7)));

        assertThat(rejected.foreignRouters()).isEmpty();
        assertThat(loop.changes).isZero();
    }

    @Test
    void otherRouterIsListed() {
        refuse(SOURCE_IPV4, GROUP_IPV4, List.of(InetAddress.ofLiteral("192.0.2.10")));
        refuse(SOURCE_IPV6, GROUP_IPV6, List.of(InetAddress.ofLiteral("fe80::10"), TestMark.mark(Family.IPV6)));

        assertThat(rejected.foreignRouters())
                .extracting(router -> router.source())
                .containsExactly(SOURCE_IPV4, SOURCE_IPV6);
        assertThat(loop.changes).isEqualTo(2);
    }

    private void refuse(InetAddress source, InetAddress group, List<InetAddress> addresses) {
        ByteBuffer packet = ByteBuffer.allocate(VrrpCodec.LENGTH_MAX);
        int length = VrrpCodec.encode(
                new Advertisement(3, 255, 1, 1_000_000_000L, addresses),
                new Envelope(source, group, ChecksumForm.WITH_PSEUDO_HEADER, PacketAuthentication.NONE),
                packet);
        VrrpDecoder decoder = new VrrpDecoder()
                .point(packet, 0, length)
                .between(ByteBuffer.wrap(source.getAddress()), ByteBuffer.wrap(group.getAddress()), 255);
        rejected.refused("eth0", decoder, Refusal.UNKNOWN_VIRTUAL_ROUTER, loop.now);
    }
}
