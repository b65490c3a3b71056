package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.daemon.RouterSetup;
import dev.virtualip.e2e.lab.Pause;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** {@code kill -9}: the agent can do nothing any more, so the kernel and the next start have to. */
@RequiresLab
class KillE2E {
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.100/24");
    private static final InetAddress FOREIGN = InetAddress.ofLiteral("192.0.2.77");
    private static final double NANOS_PER_SECOND = 1e9;

    @Test
    void theKernelTakesTheAddressAwayWhenItsLifetimeIsOver() {
        final double lifetimeAndSomeSeconds = 3.5;
        try (Pair pair = Pair.ours("KillE2E-lifetime", ROUTER)) {
            long killed = System.nanoTime();
            pair.a().kill();
            pair.b().awaitHolding(pair.address(), Pair.PATIENCE);
            Pause.until(
                    "the kernel took it away",
                    Pair.PATIENCE,
                    () -> !pair.hostA().holds(pair.address()));
            double seconds = (System.nanoTime() - killed) / NANOS_PER_SECOND;

            assertThat(seconds).isLessThan(lifetimeAndSomeSeconds);
            assertThat(pair.hostA().addresses())
                    .as("the host's own addresses stay")
                    .hasSize(3);
        }
    }

    @Test
    void theNextStartSweepsWhatTheKilledOneLeftAndNothingElse() {
        // Without a lifetime nothing but the next start can take the address away.
        RouterSetup forEver = ROUTER.extra("addressLifetime: 0s");
        try (Pair pair = Pair.ours("KillE2E-sweep", forEver)) {
            pair.hostA().ip("addr add " + FOREIGN.getHostAddress() + "/32 dev eth1");
            pair.a().kill();
            pair.b().awaitHolding(pair.address(), Pair.PATIENCE);
            Pause.millis(500);
            assertThat(pair.hostA().holds(pair.address()))
                    .as("left by the kill")
                    .isTrue();

            AgentProcess again = AgentProcess.start(pair.hostA(), forEver.priority(Pair.WORSE - 1));
            Pause.until("it was swept", Pair.PATIENCE, () -> !pair.hostA().holds(pair.address()));
            pair.awaitState(again, "Backup");
            assertThat(pair.hostA().holds(FOREIGN)).as("the host's own").isTrue();
            assertThat(pair.hostA().addresses()).hasSize(4);
            assertThat(again.stop()).isZero();
            assertThat(pair.hostA().holds(FOREIGN)).isTrue();
        }
    }
}
