package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.linux.OutgoingMessage;
import dev.virtualip.agent.linux.PacketSocket;
import dev.virtualip.agent.linux.SendBatch;
import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.wire.ArpCodec;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A host that claims our address as fast as it can, each time from another MAC address, holds nothing up. The interval
 * is long, since the flood takes a processor too.
 */
final class ClaimFloodIT extends ConnectedHosts {
    private static final int ROUTERS = 100;
    private static final Duration FLOOD = Duration.ofSeconds(6);

    @Test
    void fullTableKeepsItsEntries_andIsReportedOnce() throws Exception {
        host.start(routers(200));
        host.await("r" + ROUTERS, "Active");
        peer.start(routers(100));
        Host.until(
                "all are heard",
                () -> peer.snapshot().virtualRouters().stream().allMatch(router -> router.activeRouter() != null));
        long sent = peer.call(this::flood);

        assertThat(host.router("r1").counters().conflicts().get("duplicate-claim"))
                .isBetween(1_000L, sent);
        assertThat(host.snapshot().virtualRouters())
                .allSatisfy(router -> assertThat(router.transitions()).isEqualTo(2));
        assertThat(peer.snapshot().virtualRouters())
                .allSatisfy(router -> assertThat(router.transitions()).isEqualTo(1));
        assertThat(host.notices()).containsOnlyOnce("DuplicateClaim");
        assertThat(host.message("r1", "DuplicateClaim")).contains("192.0.2.101", "02:");
    }

    private static VirtualRouterSpec[] routers(int priority) {
        return IntStream.rangeClosed(1, ROUTERS)
                .mapToObj(id -> SpecBuilder.named("r" + id, "192.0.2." + (100 + id))
                        .id(id)
                        .priority(priority)
                        .everyMillis(1_000)
                        .askFirst()
                        .build())
                .toArray(VirtualRouterSpec[]::new);
    }

    private long flood() throws Exception {
        InetAddress address = InetAddress.ofLiteral("192.0.2.101");
        SendBatch batch = new SendBatch();
        OutgoingMessage[] frames = new OutgoingMessage[SendBatch.CAPACITY];
        int index = peer.index("eth0");
        for (int i = 0; i < frames.length; i++) {
            frames[i] = OutgoingMessage.frame(index, 128);
        }
        long sent = 0;
        long end = System.nanoTime() + FLOOD.toNanos();
        try (PacketSocket socket = PacketSocket.openToSend()) {
            while (System.nanoTime() - end < 0) {
                for (OutgoingMessage frame : frames) {
                    MacAddress claimant = new MacAddress(0x0200_0000_0000L | 0x1_0000 + sent % 0x1_0000);
                    frame.setLength(ArpCodec.encodeGratuitous(claimant, address, frame.payload()));
                    batch.add(frame);
                    sent++;
                }
                batch.flush(socket);
            }
        }
        return sent;
    }
}
