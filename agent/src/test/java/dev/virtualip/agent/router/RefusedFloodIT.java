package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.virtualip.agent.linux.OutgoingMessage;
import dev.virtualip.agent.linux.PacketSocket;
import dev.virtualip.agent.linux.SendBatch;
import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.wire.Envelope;
import dev.virtualip.agent.wire.PacketAuthentication;
import dev.virtualip.agent.wire.VrrpCodec;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A flood of whatever is refused (wrong checksum, TTL, length, version, an unknown Virtual Router ID, a sender that may
 * not speak, this host's own address) costs no garbage, changes nothing, and hides nothing that counts.
 */
final class RefusedFloodIT extends ConnectedHosts {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final InetAddress GROUP = InetAddress.ofLiteral("224.0.0.18");
    private static final int KINDS = 7;
    private static final int FRAMES = 8 * KINDS;
    private static final int PACKETS = 40_000;
    private static final int PER_MILLI = 20;

    /** What timers and a turn's own work may take while the flood lasts, for each packet. */
    private static final long BYTES_PER_PACKET = 4;

    private static SpecBuilder vip() {
        return SpecBuilder.named("vip", "192.0.2.10").everyMillis(1_000).lifetimeSeconds(0);
    }

    @Test
    void refusedPacketsAllocateNothingAndAreCounted() throws Exception {
        host.start(vip().allowedSources("192.0.2.99").build());
        host.await("vip", "Active");
        peer.call(() -> flood(PACKETS / 2));
        Host.until("all is read", () -> refused() + overflows() >= arriving(PACKETS / 2));
        long before = THREADS.getThreadAllocatedBytes(host.loopThread());
        peer.call(() -> flood(PACKETS));
        long allocated = THREADS.getThreadAllocatedBytes(host.loopThread()) - before;
        Host.until("all is read", () -> refused() + overflows() >= arriving(PACKETS) + arriving(PACKETS / 2));

        assertThat(allocated).isLessThan(BYTES_PER_PACKET * PACKETS);
        assertThat(host.router("vip").transitions()).as("Backup and Active").isEqualTo(2);
        assertThat(host.message("vip", "VirtualRouterIDConflict"))
                .contains("192.0.2.")
                .endsWith("more");
        assertThat(host.notices())
                .as("one line for each router and difference, and a bound")
                .hasSizeLessThan(25);
        assertThat(host.snapshot().heardVirtualRouters()).hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void superiorRouterIsHeardThroughIt() throws Exception {
        host.start(vip().allowedSources("192.0.2.2").build());
        host.await("vip", "Active");
        peer.start(vip().priority(200).allowedSources("192.0.2.1").build());
        peer.call(() -> flood(PACKETS));
        host.await("vip", "Backup");
        peer.await("vip", "Active");
        peer.call(() -> flood(PACKETS));

        assertThat(host.router("vip").state().label()).isEqualTo("Backup");
        assertThat(host.router("vip").activeRouter()).isEqualTo(InetAddress.ofLiteral("192.0.2.2"));
        assertThat(host.router("vip").transitions())
                .as("Backup, Active, Releasing to the superior router, Backup")
                .isEqualTo(4);
    }

    /** How many reach the socket: the kernel drops what comes from this host's own address. */
    private static long arriving(int packets) {
        return packets / KINDS * (KINDS - 1L);
    }

    private long refused() {
        LongStream ofRouter =
                host.router("vip").counters().rejected().values().stream().mapToLong(Long::longValue);
        LongStream ofLink = host.snapshot().rejected().values().stream().mapToLong(Long::longValue);
        return LongStream.concat(ofRouter, ofLink).sum();
    }

    private long overflows() {
        return host.snapshot().receiveOverflows();
    }

    /** Sends so many, 20 in a millisecond. */
    private long flood(int packets) throws Exception {
        SendBatch batch = new SendBatch();
        OutgoingMessage[] frames = new OutgoingMessage[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = OutgoingMessage.frame(peer.index("eth0"), 128);
            frames[i].setLength(frame(i, frames[i].payload()));
        }
        long begun = System.nanoTime();
        long sent = 0;
        try (PacketSocket socket = PacketSocket.openToSend()) {
            while (sent < packets) {
                for (int i = 0; i < PER_MILLI; i++) {
                    batch.add(frames[(int) (sent++ % FRAMES)]);
                }
                batch.flush(socket);
                while (System.nanoTime() - begun < sent / PER_MILLI * 1_000_000L) {
                    Thread.onSpinWait();
                }
            }
        }
        return sent;
    }

    /** The i-th kind of rubbish from one of eight senders. */
    private static int frame(int i, ByteBuffer out) throws Exception {
        int kind = i % KINDS;
        InetAddress source = InetAddress.ofLiteral(kind == 6 ? "192.0.2.1" : "192.0.2." + (200 + i / KINDS));
        boolean version2 = kind == 4;
        Advertisement said = new Advertisement(
                version2 ? 2 : 3,
                kind == 3 ? 77 : 55,
                50,
                1_000_000_000L,
                List.of(InetAddress.ofLiteral("192.0.2.10")));
        ByteBuffer message = ByteBuffer.allocate(64);
        Envelope envelope = new Envelope(source, GROUP, ChecksumForm.MESSAGE_ONLY, PacketAuthentication.NONE);
        int length = VrrpCodec.encode(said, envelope, message);
        if (kind == 0) {
            message.put(7, (byte) (message.get(7) ^ 0x55));
        }
        int ipLength = 20 + length - (kind == 2 ? 2 : 0);
        out.put(0, new byte[] {1, 0, 0x5e, 0, 0, 0x12, 2, 0, 0, 0, 0, 9, 8, 0});
        out.put(14, new byte[] {0x45, 0, 0, (byte) ipLength, 0, 0, 0, 0, (byte) (kind == 1 ? 64 : 255), 112, 0, 0});
        out.put(26, source.getAddress());
        out.put(30, GROUP.getAddress());
        int sum = 0;
        for (int at = 14; at < 34; at += 2) {
            sum += Short.toUnsignedInt(out.getShort(at));
        }
        out.putShort(24, (short) ~((sum >>> 16) + sum));
        out.put(34, message.array(), 0, length);
        return 14 + ipLength;
    }
}
