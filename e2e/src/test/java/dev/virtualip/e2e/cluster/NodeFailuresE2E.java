package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.probe.Prober;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Failures of a host, an agent, an operator or a cable: the new holder, and what status and Events report. */
@SideBySide
@RequiresApiServer
class NodeFailuresE2E {
    /** No outage of these stories may last longer, on whatever machine. */
    private static final double LONG_MILLIS = 10_000;

    @RegisterExtension
    static final SharedCluster shared = SharedCluster.of("NodeFailuresE2E");

    @Test
    void deadHostIsReplacedAndPreemptsWhenItIsBack() {
        String holder = shared.applied("host");
        Prober client = shared.probe(SharedCluster.ADDRESS);
        String uplink = shared.status("host").path("moves").asText();

        shared.powerOff(holder);
        shared.cluster().nodeObjects().unreachable(holder);
        shared.cluster().await("another node answers", () -> !shared.holders().isEmpty());
        String next = shared.awaitReady("host", SharedCluster.ADDRESS);

        assertThat(next).isNotEqualTo(holder);
        shared.awaitEvent("host", "Moved", "from " + holder + " to " + next, "PeerTimeout");
        assertThat(shared.status("host").at("/lastMove/from").asText()).isEqualTo(holder);
        assertThat(shared.status("host").at("/lastMove/reason").asText()).isEqualTo("PeerTimeout");
        assertThat(shared.status("host").path("moves").asText()).isNotEqualTo(uplink);
        shared.awaitCondition("host", "Degraded", "True", "AgentSilent", holder);
        assertThat(client.log().longestMillis()).isLessThan(LONG_MILLIS);

        long back = System.nanoTime();
        shared.powerOn(holder);
        shared.cluster().nodeObjects().ready(holder);
        shared.cluster()
                .await("it has the address again", () -> shared.holders().equals(List.of(holder)));
        assertThat(shared.awaitReady("host", SharedCluster.ADDRESS)).isEqualTo(holder);
        shared.awaitAsPlanned("host");
        shared.awaitEvent("host", "Moved", "from " + next + " to " + holder);
        shared.awaitEvent("host", "Recovered");
        assertThat(client.since(back).outages()).isEmpty();
    }

    @Test
    void addressOfKilledAgentExpiresAndReturnsWithTheAgent() {
        String holder = shared.applied("agent");
        Prober client = shared.probe(SharedCluster.ADDRESS);

        shared.cluster().agent(holder).kill();
        shared.cluster()
                .await(
                        "the kernel took it away",
                        () -> shared.holders().size() == 1 && !shared.holders().contains(holder));
        String next = shared.awaitReady("agent", SharedCluster.ADDRESS);
        shared.awaitEvent("agent", "Moved", "from " + holder + " to " + next);
        shared.awaitCondition("agent", "Degraded", "True", "AgentSilent", holder);

        shared.cluster().startAgent(holder);
        shared.cluster()
                .await("it has the address again", () -> shared.holders().equals(List.of(holder)));
        assertThat(shared.awaitReady("agent", SharedCluster.ADDRESS)).isEqualTo(holder);
        shared.awaitAsPlanned("agent");
        assertThat(client.log().longestMillis()).isLessThan(LONG_MILLIS);
    }

    @Test
    void takeoverWithoutOperatorIsReportedByTheNextOperator() {
        String holder = shared.applied("operator");
        Prober client = shared.probe(SharedCluster.ADDRESS);

        long gone = System.nanoTime();
        shared.operator().kill();
        shared.cluster()
                .await(
                        "the client was answered for a while",
                        () -> client.since(gone).sent() > 1000);
        assertThat(client.since(gone).outages()).isEmpty();
        shared.powerOff(holder);
        String next = shared.cluster().awaitHolder(SharedCluster.ADDRESS);
        assertThat(next).isNotEqualTo(holder);
        assertThat(client.log().longestMillis()).isLessThan(LONG_MILLIS);
        assertThat(shared.cluster().virtualIPs().activeNode("operator")).isEqualTo(holder);

        shared.startOperator();
        shared.cluster()
                .await(
                        "status says it",
                        () -> shared.cluster()
                                .virtualIPs()
                                .activeNode("operator")
                                .equals(next));
        assertThat(shared.awaitReady("operator", SharedCluster.ADDRESS)).isEqualTo(next);
        shared.awaitEvent("operator", "Moved", "from " + holder + " to " + next);
    }

    @Test
    void oneWayLinkIsNamedWithBothEnds() {
        String holder = shared.applied("link");
        String deaf = shared.status("link").path("backupSummary").asText().replaceFirst(",.*", "");

        shared.cluster().lab().oneWay(holder, deaf);
        shared.awaitCondition(
                "link", "Ready", "False", "SplitBrain", "the path from " + holder + " to " + deaf + " is blocked");
        shared.awaitEvent("link", "SplitBrain", holder, deaf);
        assertThat(shared.holders()).containsExactlyInAnyOrder(holder, deaf);

        shared.cluster().lab().heal();
        shared.cluster().await("one holds it again", () -> shared.holders().equals(List.of(holder)));
        assertThat(shared.awaitReady("link", SharedCluster.ADDRESS)).isEqualTo(holder);
        shared.awaitEvent("link", "SplitBrainEnded");
    }
}
