package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.SideBySide;
import dev.virtualip.e2e.kubernetes.KubeCluster;
import dev.virtualip.e2e.kubernetes.RequiresApiServer;
import dev.virtualip.e2e.lab.Pause;
import dev.virtualip.e2e.probe.Prober;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The API server is away, or comes back without what it had: no address moves for that. */
@SideBySide
@RequiresApiServer
class ApiServerAwayE2E {
    /** Longer than watches, Leases and Events last without it. */
    private static final int AWAY_MILLIS = 60_000;

    /** Operator and agents look every 8 s at least, and a Lease has to run out. */
    private static final Duration FOUND_WITHIN = Duration.ofSeconds(30);

    @RegisterExtension
    static final Stage stage = Stage.of("ApiServerAwayE2E");

    @Test
    void whileItIsAwayAnAgentStartsAgainAndADeadHostIsStoodInFor() {
        String holder = stage.applied("away");
        List<String> backups = backups("away");
        Prober client = stage.probe(Stage.ADDRESS);

        stage.cluster().api().kill();
        stage.cluster().agent(backups.getLast()).kill();
        stage.cluster().startAgent(backups.getLast());
        Pause.millis(AWAY_MILLIS);
        stage.cluster()
                .await(
                        "the agent runs as before",
                        () -> state(backups.getLast()).equals("Backup"));
        assertThat(client.log().outages()).isEmpty();
        stage.powerOff(holder);
        String next = stage.cluster().awaitHolder(Stage.ADDRESS);
        assertThat(next).isIn(backups);

        stage.cluster().api().startAgain();
        long back = System.nanoTime();
        stage.cluster()
                .await(
                        "status says it",
                        () -> stage.cluster().virtualIPs().activeNode("away").equals(next));
        assertThat(Duration.ofNanos(System.nanoTime() - back))
                .as("everybody has found the API server again")
                .isLessThan(FOUND_WITHIN);
        assertThat(stage.operator().log())
                .as("an API server that is away is said in a line")
                .contains("WARN")
                .doesNotContain("\tat ");
        assertThat(stage.awaitReady("away", Stage.ADDRESS)).isEqualTo(next);
        stage.awaitTold("away", "Moved", "from " + holder + " to " + next);
    }

    @Test
    void theHolderItselfStartsAgainWithoutAnApiServerAndAnswersAsBefore() {
        String holder = stage.applied("restart");
        stage.cluster().api().kill();

        stage.cluster().agent(holder).stop();
        String next = stage.cluster().awaitHolder(Stage.ADDRESS);
        assertThat(next).isNotEqualTo(holder);
        stage.cluster().startAgent(holder);
        stage.cluster()
                .await("it runs what it ran", () -> List.of("Backup", "Active").contains(state(holder)));

        stage.cluster().api().startAgain();
        stage.awaitSound("restart");
        assertThat(stage.awaitReady("restart", Stage.ADDRESS)).isEqualTo(holder);
    }

    /** Whoever reports first does not know of the others; the one that answers is the last. */
    @Test
    void noAddressMovesWhenAllDataIsLostAndAppliedAgain() {
        String holder = stage.applied("lost");
        Prober client = stage.probe(Stage.ADDRESS);

        // Its Deployment is in the data, too: whoever installs it again starts another one.
        stage.operator().kill();
        stage.cluster().api().loseData();
        stage.cluster().populate();
        stage.cluster().api().kubeconfig("virtualip-agent-" + holder, "not-yet", KubeCluster.NAMESPACE);
        stage.startOperator();
        stage.cluster()
                .await(
                        "the operator brings back its definitions",
                        () -> stage.cluster()
                                .api()
                                .admin()
                                .get("/apis/virtualip.dev/v1alpha1/virtualips")
                                .isGood());
        stage.apply("lost", Stage.FIELDS);

        stage.await("the others are told whom to hear", () -> hearers("lost") == 2);
        long alone = System.nanoTime();
        stage.cluster()
                .await(
                        "time in which they could take it",
                        () -> client.since(alone).sent() > 1500);
        assertThat(stage.holders()).containsExactly(holder);
        stage.cluster().renewTokens();
        stage.await(
                "all take part",
                () -> stage.status("lost").at("/virtualRouters/0/nodes").size() == 3);
        assertThat(stage.awaitReady("lost", Stage.ADDRESS)).isEqualTo(holder);
        stage.awaitSound("lost");
        assertThat(client.log().outages()).isEmpty();
    }

    /** On how many nodes it hears only some. */
    private static long hearers(String name) {
        return stage.cluster().nodes().stream()
                .map(node -> stage.cluster().virtualIPs().router(node.name()).at("/spec/virtualRouters/0"))
                .filter(router -> router.path("name").asText().startsWith(name))
                .filter(router -> !router.at("/vrrp/allowedSources").isEmpty())
                .count();
    }

    private static List<String> backups(String name) {
        return List.of(stage.status(name).path("backupSummary").asText().split(", "));
    }

    private static String state(String node) {
        return stage.cluster()
                .agent(node)
                .state()
                .map(state -> String.join(" ", state.findValuesAsText("state")))
                .orElse("");
    }
}
