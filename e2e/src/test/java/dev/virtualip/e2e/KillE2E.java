package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** {@code kill -9}: the agent can do nothing any more, so the kernel and the next start have to. */
@RequiresLab
class KillE2E {
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.100/24");
    private static final InetAddress FOREIGN = InetAddress.ofLiteral("192.0.2.77");
    private static final double NANOS_PER_SECOND = 1e9;

    @Test
    void kernelRemovesTheAddressWhenItsLifetimeEnds() {
        final double lifetimeAndSomeSeconds = 3.5;
        try (RouterPair pair = RouterPair.ours("KillE2E-lifetime", ROUTER)) {
            long killed = System.nanoTime();
            pair.a().kill();
            pair.b().awaitHolding(pair.address(), RouterPair.PATIENCE);
            Wait.until(
                    "the kernel took it away",
                    RouterPair.PATIENCE,
                    () -> !pair.hostA().holds(pair.address()));
            double seconds = (System.nanoTime() - killed) / NANOS_PER_SECOND;

            assertThat(seconds).isLessThan(lifetimeAndSomeSeconds);
            assertThat(pair.hostA().addresses())
                    .as("the host's own addresses stay")
                    .hasSize(3);
        }
    }

    @Test
    void nextStartRemovesOnlyAddressesOfTheKilledAgent() {
        // Without a lifetime nothing but the next start can take the address away.
        RouterSetup forEver = ROUTER.extra("addressLifetime: 0s");
        try (RouterPair pair = RouterPair.ours("KillE2E-sweep", forEver)) {
            pair.hostA().ip("addr add " + FOREIGN.getHostAddress() + "/32 dev eth1");
            pair.a().kill();
            pair.b().awaitHolding(pair.address(), RouterPair.PATIENCE);
            Wait.millis(500);
            assertThat(pair.hostA().holds(pair.address()))
                    .as("left by the kill")
                    .isTrue();

            AgentProcess again = AgentProcess.start(pair.hostA(), forEver.priority(RouterPair.WORSE - 1));
            Wait.until("it was swept", RouterPair.PATIENCE, () -> !pair.hostA().holds(pair.address()));
            pair.awaitState(again, "Backup");
            assertThat(pair.hostA().holds(FOREIGN)).as("the host's own").isTrue();
            assertThat(pair.hostA().addresses()).hasSize(4);
            assertThat(again.stop()).isZero();
            assertThat(pair.hostA().holds(FOREIGN)).isTrue();
        }
    }
}
