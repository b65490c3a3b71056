package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.SideBySide;
import dev.virtualip.e2e.kubernetes.RequiresApiServer;
import dev.virtualip.e2e.lab.Network;
import dev.virtualip.e2e.probe.Prober;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A host, an agent, an operator or a cable fails: who answers then, and what people are told. */
@SideBySide
@RequiresApiServer
class FailureE2E {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.100");
    private static final String FIELDS = "addresses: [192.0.2.100/24]";

    /** No outage of these stories may last longer, on whatever machine. */
    private static final double LONG_MILLIS = 10_000;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.start("FailureE2E", Network.DOCUMENTATION, "node-a", "node-b", "node-c");
    }

    @AfterEach
    void tidy() {
        stage.tidy();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void aHostThatDiesIsStoodInForAndAnswersAgainWhenItIsBack() {
        String holder = applied("host");
        Prober client = stage.probe(ADDRESS);
        String uplink = stage.status("host").path("moves").asText();

        stage.powerOff(holder);
        stage.cluster().nodeObjects().unreachable(holder);
        stage.cluster().await("somebody else answers", () -> !holders().isEmpty());
        String next = stage.awaitReady("host", ADDRESS);

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
        stage.cluster().await("it has the address again", () -> holders().equals(List.of(holder)));
        assertThat(stage.awaitReady("host", ADDRESS)).isEqualTo(holder);
        stage.awaitSound("host");
        stage.awaitTold("host", "Moved", "from " + next + " to " + holder);
        stage.awaitTold("host", "Recovered");
        assertThat(client.since(back).outages()).isEmpty();
    }

    @Test
    void theAddressOfAnAgentThatIsKilledGoesByItsLifetimeAndComesBackWithTheAgent() {
        String holder = applied("agent");
        Prober client = stage.probe(ADDRESS);

        stage.cluster().agent(holder).kill();
        stage.cluster()
                .await(
                        "the kernel took it away",
                        () -> holders().size() == 1 && !holders().contains(holder));
        String next = stage.awaitReady("agent", ADDRESS);
        stage.awaitTold("agent", "Moved", "from " + holder + " to " + next);
        stage.awaitSaid("agent", "Degraded", "True", "AgentSilent", holder);

        stage.cluster().startAgent(holder);
        stage.cluster().await("it has the address again", () -> holders().equals(List.of(holder)));
        assertThat(stage.awaitReady("agent", ADDRESS)).isEqualTo(holder);
        stage.awaitSound("agent");
        assertThat(client.log().longestMillis()).isLessThan(LONG_MILLIS);
    }

    @Test
    void withoutAnOperatorAnotherNodeTakesOverAndTheNextOperatorTellsOfIt() {
        String holder = applied("operator");
        Prober client = stage.probe(ADDRESS);

        long gone = System.nanoTime();
        stage.operator().kill();
        stage.cluster()
                .await(
                        "the client was answered for a while",
                        () -> client.since(gone).sent() > 1000);
        assertThat(client.since(gone).outages()).isEmpty();
        stage.powerOff(holder);
        String next = stage.cluster().awaitHolder(ADDRESS);
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
        assertThat(stage.awaitReady("operator", ADDRESS)).isEqualTo(next);
        stage.awaitTold("operator", "Moved", "from " + holder + " to " + next);
    }

    @Test
    void aLinkThatCarriesOneWayOnlyIsNamedWithBothEnds() {
        String holder = applied("link");
        String deaf = stage.status("link").path("backupSummary").asText().replaceFirst(",.*", "");

        stage.cluster().lab().oneWay(holder, deaf);
        stage.awaitSaid(
                "link", "Ready", "False", "SplitBrain", "the way from " + holder + " to " + deaf + " is blocked");
        stage.awaitTold("link", "SplitBrain", holder, deaf);
        assertThat(holders()).containsExactlyInAnyOrder(holder, deaf);

        stage.cluster().lab().heal();
        stage.cluster().await("one holds it again", () -> holders().equals(List.of(holder)));
        assertThat(stage.awaitReady("link", ADDRESS)).isEqualTo(holder);
        stage.awaitTold("link", "SplitBrainEnded");
    }

    /** Applies it and returns who answers, when everything is as planned. */
    private static String applied(String name) {
        stage.apply(name, FIELDS);
        stage.awaitSound(name);
        return stage.awaitReady(name, ADDRESS);
    }

    private static List<String> holders() {
        return stage.cluster().holders(ADDRESS);
    }
}
