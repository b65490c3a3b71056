package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.daemon.KeepalivedProcess;
import dev.virtualip.e2e.daemon.RouterSetup;
import dev.virtualip.e2e.lab.Host;
import dev.virtualip.e2e.lab.Lab;
import dev.virtualip.e2e.lab.Network;
import dev.virtualip.e2e.lab.Pause;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A keepalived with two addresses beside an agent with one of them on the same Virtual Router ID: keepalived refuses
 * the agent's count, keeps its addresses and falls silent, so that two hosts hold one address. The agent says so.
 */
@SideBySide
@RequiresLab
class MismatchE2E {
    private static final InetAddress SHARED = InetAddress.ofLiteral("192.0.2.100");
    private static final RouterSetup ONE = RouterSetup.of("192.0.2.100/24").interval(Duration.ofMillis(100));
    private static final RouterSetup TWO =
            RouterSetup.of("192.0.2.100/24", "192.0.2.101/24").interval(Duration.ofMillis(100));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepalivedWithOtherAddressesIsNamedWithBothLists(boolean keepalivedFirst) {
        try (Lab lab = Lab.start("MismatchE2E-" + keepalivedFirst, Network.DOCUMENTATION, "a", "b")) {
            Host ours = lab.host("a");
            AgentProcess agent;
            if (keepalivedFirst) {
                KeepalivedProcess.start(lab.host("b"), TWO.priority(Pair.WORSE)).awaitHolding(SHARED, Pair.PATIENCE);
                agent = AgentProcess.start(ours, ONE.priority(Pair.BETTER));
                agent.awaitHolding(SHARED, Pair.PATIENCE);
            } else {
                agent = AgentProcess.start(ours, ONE.priority(Pair.BETTER));
                agent.awaitHolding(SHARED, Pair.PATIENCE);
                KeepalivedProcess.start(lab.host("b"), TWO.priority(Pair.WORSE));
            }
            Pause.until(
                    "the agent names the other list",
                    Pair.PATIENCE,
                    () -> agent.log().contains("192.0.2.100, 192.0.2.101 where this node has 192.0.2.100"));
            assertThat(agent.state())
                    .hasValueSatisfying(
                            state -> assertThat(state.toString()).contains("VirtualRouterIDConflict", "192.0.2.101"));
        }
    }
}
