package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.KeepalivedProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
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
class PeerMismatchE2E {
    private static final InetAddress SHARED = InetAddress.ofLiteral("192.0.2.100");
    private static final RouterSetup ONE = RouterSetup.of("192.0.2.100/24").interval(Duration.ofMillis(100));
    private static final RouterSetup TWO =
            RouterSetup.of("192.0.2.100/24", "192.0.2.101/24").interval(Duration.ofMillis(100));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepalivedWithOtherAddressesIsNamedWithBothLists(boolean keepalivedFirst) {
        try (Lab lab = Lab.start("PeerMismatchE2E-" + keepalivedFirst, LabSubnets.DOCUMENTATION, "a", "b")) {
            LabHost ours = lab.host("a");
            AgentProcess agent;
            if (keepalivedFirst) {
                KeepalivedProcess.start(lab.host("b"), TWO.priority(RouterPair.WORSE))
                        .awaitHolding(SHARED, RouterPair.PATIENCE);
                agent = AgentProcess.start(ours, ONE.priority(RouterPair.BETTER));
                agent.awaitHolding(SHARED, RouterPair.PATIENCE);
            } else {
                agent = AgentProcess.start(ours, ONE.priority(RouterPair.BETTER));
                agent.awaitHolding(SHARED, RouterPair.PATIENCE);
                KeepalivedProcess.start(lab.host("b"), TWO.priority(RouterPair.WORSE));
            }
            Wait.until(
                    "the agent names the other list",
                    RouterPair.PATIENCE,
                    () -> agent.log().contains("192.0.2.100, 192.0.2.101 where this node has 192.0.2.100"));
            assertThat(agent.state())
                    .hasValueSatisfying(
                            state -> assertThat(state.toString()).contains("VirtualRouterIDConflict", "192.0.2.101"));
        }
    }
}
