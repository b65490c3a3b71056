package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.testkit.junit.SideBySide;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * In steady state the loop's thread allocates nothing for an advertisement, be it sent or heard. Addresses are
 * permanent here: renewals, which do allocate, are no advertisements. Many routers with long intervals, not few with
 * short ones: on a machine that is busy a short one is overslept, and that is a transition.
 */
@SideBySide
@Order(1)
final class SteadyAllocationIT {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long WARM_UP_MILLIS = 3_000;
    private static final long ADVERTISEMENTS_MIN = 2_000;

    /** Half of what one object of the smallest size for each advertisement would be; as a rule it is 0. */
    private static final long NOISE_BYTES = 16_384;

    @Test
    void version3_overIpv4() throws Exception {
        measure(100, id -> SpecBuilder.named("r" + id, "192.0.2." + (100 + id)).everyMillis(400));
    }

    @Test
    void version3_overIpv6() throws Exception {
        measure(
                100,
                id -> SpecBuilder.named("r" + id, "fe80::1:" + id, "2001:db8::" + id)
                        .everyMillis(400));
    }

    @Test
    void version2_withPassword() throws Exception {
        measure(
                250,
                id -> SpecBuilder.named("r" + id, "192.0.2." + (3 + id % 250))
                        .version(2)
                        .password("secret")
                        .everyMillis(1_000));
    }

    private static void measure(int count, IntFunction<SpecBuilder> routers) throws Exception {
        try (Host active = new Host();
                Host backup = new Host()) {
            Host.connect(active, backup);
            backup.start(specs(count, routers, 100));
            active.start(specs(count, routers, 200));
            active.await("r" + count, "Active");
            backup.await("r" + count, "Backup");
            Host.sleepMillis(WARM_UP_MILLIS);
            Window sending = Window.open(active, SteadyAllocationIT::sent);
            Window hearing = Window.open(backup, SteadyAllocationIT::received);
            Host.sleepMillis(ADVERTISEMENTS_MIN / 250 * 1_000);
            assertThat(sending.close()).as("sending").isLessThan(NOISE_BYTES);
            assertThat(hearing.close()).as("hearing").isLessThan(NOISE_BYTES);
        }
    }

    private static VirtualRouterSpec[] specs(int count, IntFunction<SpecBuilder> routers, int priority) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(id -> routers.apply(id)
                        .id(id)
                        .priority(priority)
                        .lifetimeSeconds(0)
                        .build())
                .toArray(VirtualRouterSpec[]::new);
    }

    /** What a loop's thread allocates while it handles at least 2,000 advertisements. */
    private record Window(Host host, ToLongFunction<Host> advertisements, long handledBefore, long allocatedBefore) {
        static Window open(Host host, ToLongFunction<Host> advertisements) {
            long handled = advertisements.applyAsLong(host);
            // Asking for the figures allocates on the loop.
            Host.sleepMillis(100);
            return new Window(host, advertisements, handled, THREADS.getThreadAllocatedBytes(host.loopThread()));
        }

        long close() {
            long allocated = THREADS.getThreadAllocatedBytes(host.loopThread()) - allocatedBefore;
            assertThat(advertisements.applyAsLong(host) - handledBefore).isGreaterThan(ADVERTISEMENTS_MIN * 3 / 4);
            return allocated;
        }
    }

    private static long sent(Host host) {
        return host.snapshot().virtualRouters().stream()
                .mapToLong(router -> router.counters().advertisementsSent())
                .sum();
    }

    private static long received(Host host) {
        return host.snapshot().virtualRouters().stream()
                .mapToLong(router -> router.counters().advertisementsReceived())
                .sum();
    }
}
