package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.testkit.wire.RefusedPackets;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A flood of whatever is refused (wrong checksum, TTL, length, version, an unknown Virtual Router ID, a sender that may
 * not speak, this host's own address) costs no garbage, changes nothing, and hides nothing that counts.
 */
final class RefusedFloodIT extends ConnectedHosts {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int KINDS = RefusedPackets.Kind.values().length;
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

    private boolean flood(int packets) {
        InetAddress own = InetAddress.ofLiteral("192.0.2.1");
        RefusedPackets.send("eth0", EnumSet.allOf(RefusedPackets.Kind.class), own, packets, PER_MILLI);
        return true;
    }
}
