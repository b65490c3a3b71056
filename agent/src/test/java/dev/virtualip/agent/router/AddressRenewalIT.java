package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.loop.SpecBuilder;
import dev.virtualip.agent.node.VirtualRouterSnapshot;
import dev.virtualip.agent.node.VirtualRouterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lifetimes that grow and shrink on the real kernel, beside threads that want all processors for themselves. */
final class AddressRenewalIT {
    private static final int IPV4 = 150;
    private static final int IPV6 = 45;
    private static final int BUSY_LOOPS = 3;

    @Test
    void lifetimesThatGrowAndShrinkUnderLoad_loseNoAddress() throws Exception {
        List<Thread> load = new ArrayList<>();
        try (Host host = new Host();
                Host peer = new Host()) {
            Host.connect(host, peer);
            host.start(routers(3));
            Host.until(
                    "all hold their address",
                    () -> host.snapshot().virtualRouters().stream()
                            .allMatch(router -> router.boundAddresses().size() == 1));
            String before = names(host.addresses("eth0"));
            for (int i = 0; i < BUSY_LOOPS; i++) {
                load.add(Thread.ofPlatform().daemon().start(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                }));
            }
            for (int seconds : new int[] {20, 4, 0, 3}) {
                host.apply(routers(seconds));
                Host.sleepMillis(500);
            }
            // Longer than the lifetime before last: whatever was planned by the next one has shown itself.
            Host.sleepMillis(5_000);

            assertThat(expired(host)).isZero();
            assertThat(host.notices()).doesNotContain("AddressExpired", "AddressStolen");
            assertThat(names(host.addresses("eth0"))).isEqualTo(before);
        } finally {
            load.forEach(Thread::interrupt);
        }
    }

    private static long expired(Host host) {
        return host.snapshot().virtualRouters().stream()
                .map(VirtualRouterSnapshot::counters)
                .mapToLong(counters -> counters.addressesExpired())
                .sum();
    }

    /** In the order in which they were bound: one that went and came back is the last. */
    private static String names(String shown) {
        return String.join(
                " ",
                shown.lines()
                        .filter(line -> line.contains("198.51.") || line.contains("2001:db8:"))
                        .map(line -> line.replaceAll(".* inet6? (\\S+) .*", "$1"))
                        .toList());
    }

    private static VirtualRouterSpec[] routers(int lifetimeSeconds) {
        return IntStream.rangeClosed(1, IPV4 + IPV6)
                .mapToObj(id -> SpecBuilder.named("r" + id, id <= IPV4 ? "198.51.100." + id : "2001:db8::" + id + "/64")
                        .id(id)
                        .everyMillis(1_000)
                        .lifetimeSeconds(lifetimeSeconds)
                        .build())
                .toArray(VirtualRouterSpec[]::new);
    }
}
