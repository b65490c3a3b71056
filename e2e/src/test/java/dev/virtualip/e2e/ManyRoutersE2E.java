package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.daemon.Daemon;
import dev.virtualip.e2e.daemon.RouterSetup;
import dev.virtualip.e2e.lab.Host;
import dev.virtualip.e2e.lab.Lab;
import dev.virtualip.e2e.lab.Network;
import dev.virtualip.e2e.lab.Pause;
import dev.virtualip.e2e.wire.Capture;
import dev.virtualip.e2e.wire.Seen;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** As many virtual routers as a network can have, on one pair. */
@RequiresLab
class ManyRoutersE2E {
    private static final int ALL = 255;

    @Test
    void twoHundredFiftyFiveRoutersFailOverAndStop() {
        try (Lab lab = Lab.start("ManyRoutersE2E", Network.DOCUMENTATION, "a", "b")) {
            Capture capture = Capture.start(lab);
            Daemon a = AgentProcess.start(lab.host("a"), routers(Pair.BETTER));
            awaitHeld(lab.host("a"), ALL);
            Daemon b = AgentProcess.start(lab.host("b"), routers(Pair.WORSE));
            Pause.millis(3000);
            assertThat(capture.advertsOf("b"))
                    .as("a Backup is silent, 255 times")
                    .isEmpty();
            assertThat(capture.adverts().stream()
                            .map(Seen.Advert::virtualRouterId)
                            .distinct())
                    .hasSize(ALL);

            lab.host("a").pullCable();
            awaitHeld(lab.host("b"), ALL);
            awaitHeld(lab.host("a"), 0);
            lab.host("a").plugCable();
            awaitHeld(lab.host("a"), ALL);
            awaitHeld(lab.host("b"), 0);

            assertThat(a.stop()).isZero();
            awaitHeld(lab.host("b"), ALL);
            assertThat(held(lab.host("a"))).isZero();
            assertThat(b.stop()).isZero();
            assertThat(held(lab.host("b"))).isZero();
        }
    }

    private static RouterSetup[] routers(int priority) {
        return IntStream.rangeClosed(1, ALL)
                .mapToObj(id -> RouterSetup.of("198.51.100." + id % 255 + "/32")
                        .id(id)
                        .interval(Duration.ofMillis(500))
                        .priority(priority))
                .toArray(RouterSetup[]::new);
    }

    private static void awaitHeld(Host host, int count) {
        Pause.until(host + " holds " + count, Pair.PATIENCE, () -> held(host) == count);
    }

    private static long held(Host host) {
        return host.addresses().stream()
                .filter(bound -> bound.address().getHostAddress().startsWith("198.51.100."))
                .count();
    }
}
