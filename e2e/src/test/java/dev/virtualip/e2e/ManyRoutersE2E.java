package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.Daemon;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.wire.CapturedPacket;
import dev.virtualip.testkit.wire.PacketCapture;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** As many virtual routers as a network can have, on one pair. */
@RequiresLab
class ManyRoutersE2E {
    private static final int ALL = 255;

    @Test
    void allVirtualRouterIdsFailOverAndStop() {
        try (Lab lab = Lab.start("ManyRoutersE2E", LabSubnets.DOCUMENTATION, "a", "b")) {
            PacketCapture capture = PacketCapture.start(lab);
            Daemon a = AgentProcess.start(lab.host("a"), routers(RouterPair.BETTER));
            awaitHeld(lab.host("a"), ALL);
            Daemon b = AgentProcess.start(lab.host("b"), routers(RouterPair.WORSE));
            Wait.millis(3000);
            assertThat(capture.advertsOf("b"))
                    .as("a Backup is silent, 255 times")
                    .isEmpty();
            assertThat(capture.adverts().stream()
                            .map(CapturedPacket.Advert::virtualRouterId)
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

    private static void awaitHeld(LabHost host, int count) {
        Wait.until(host + " holds " + count, RouterPair.PATIENCE, () -> held(host) == count);
    }

    private static long held(LabHost host) {
        return host.addresses().stream()
                .filter(bound -> bound.address().getHostAddress().startsWith("198.51.100."))
                .count();
    }
}
