package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.SideBySide;
import dev.virtualip.e2e.kubernetes.RequiresApiServer;
import dev.virtualip.e2e.probe.Prober;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A host, an agent, an operator or a cable fails: who answers then, and what people are told. */
@SideBySide
@RequiresApiServer
class FailureE2E {
    /** No outage of these stories may last longer, on whatever machine. */
    private static final double LONG_MILLIS = 10_000;

    @RegisterExtension
    static final Stage stage = Stage.of("FailureE2E");

    @Test
    void aHostThatDiesIsStoodInForAndAnswersAgainWhenItIsBack() {
        String holder = stage.applied("host");
        Prober client = stage.probe(Stage.ADDRESS);
        String uplink = stage.status("host").path("moves").asText();

        stage.powerOff(holder);
        stage.cluster().nodeObjects().unreachable(holder);
        stage.cluster().await("somebody else answers", () -> !stage.holders().isEmpty());
        String next = stage.awaitReady("host", Stage.ADDRESS);

        assertThat(next).isNotEqualTo(holder);
        stage.awaitTold("host", "Moved", "from " + holder + " to " + next, "PeerTimeout");
        assertThat(stage.status("host").at("/lastMove/from").asText()).isEqualTo(holder);
        assertThat(stage.status("host").at("/lastMove/reason").asText()).isEqualTo("PeerTimeout");
        assertThat(stage.status("host").path("moves").asText()).isNotEqualTo(uplink);
        stage.awaitSaid("host", "Degraded", "True", "AgentSilent", holder);
        assertThat(client.log().longestMillis()).isLessThan(LONG_MILLIS);

        long back = System.nanoTime();
        stage.powerOn(holder);
        stage.cluster().nodeObjects().ready(holder);
        stage.cluster().await("it has the address again", () -> stage.holders().equals(List.of(holder)));
        assertThat(stage.awaitReady("host", Stage.ADDRESS)).isEqualTo(holder);
        stage.awaitSound("host");
        stage.awaitTold("host", "Moved", "from " + next + " to " + holder);
        stage.awaitTold("host", "Recovered");
        assertThat(client.since(back).outages()).isEmpty();
    }

    @Test
    void theAddressOfAnAgentThatIsKilledGoesByItsLifetimeAndComesBackWithTheAgent() {
        String holder = stage.applied("agent");
        Prober client = stage.probe(Stage.ADDRESS);

        stage.cluster().agent(holder).kill();
        stage.cluster()
                .await(
                        "the kernel took it away",
                        () -> stage.holders().size() == 1 && !stage.holders().contains(holder));
        String next = stage.awaitReady("agent", Stage.ADDRESS);
        stage.awaitTold("agent", "Moved", "from " + holder + " to " + next);
        stage.awaitSaid("agent", "Degraded", "True", "AgentSilent", holder);

        stage.cluster().startAgent(holder);
        stage.cluster().await("it has the address again", () -> stage.holders().equals(List.of(holder)));
        assertThat(stage.awaitReady("agent", Stage.ADDRESS)).isEqualTo(holder);
        stage.awaitSound("agent");
        assertThat(client.log().longestMillis()).isLessThan(LONG_MILLIS);
    }

    @Test
    void withoutAnOperatorAnotherNodeTakesOverAndTheNextOperatorTellsOfIt() {
        String holder = stage.applied("operator");
        Prober client = stage.probe(Stage.ADDRESS);

        long gone = System.nanoTime();
        stage.operator().kill();
        stage.cluster()
                .await(
                        "the client was answered for a while",
                        () -> client.since(gone).sent() > 1000);
        assertThat(client.since(gone).outages()).isEmpty();
        stage.powerOff(holder);
        String next = stage.cluster().awaitHolder(Stage.ADDRESS);
        assertThat(next).isNotEqualTo(holder);
        assertThat(client.log().longestMillis()).isLessThan(LONG_MILLIS);
        assertThat(stage.cluster().virtualIPs().activeNode("operator")).isEqualTo(holder);

        stage.startOperator();
        stage.cluster()
                .await(
                        "status says it",
                        () -> stage.cluster()
                                .virtualIPs()
                                .activeNode("operator")
                                .equals(next));
        assertThat(stage.awaitReady("operator", Stage.ADDRESS)).isEqualTo(next);
        stage.awaitTold("operator", "Moved", "from " + holder + " to " + next);
    }

    @Test
    void aLinkThatCarriesOneWayOnlyIsNamedWithBothEnds() {
        String holder = stage.applied("link");
        String deaf = stage.status("link").path("backupSummary").asText().replaceFirst(",.*", "");

        stage.cluster().lab().oneWay(holder, deaf);
        stage.awaitSaid(
                "link", "Ready", "False", "SplitBrain", "the way from " + holder + " to " + deaf + " is blocked");
        stage.awaitTold("link", "SplitBrain", holder, deaf);
        assertThat(stage.holders()).containsExactlyInAnyOrder(holder, deaf);

        stage.cluster().lab().heal();
        stage.cluster().await("one holds it again", () -> stage.holders().equals(List.of(holder)));
        assertThat(stage.awaitReady("link", Stage.ADDRESS)).isEqualTo(holder);
        stage.awaitTold("link", "SplitBrainEnded");
    }
}
