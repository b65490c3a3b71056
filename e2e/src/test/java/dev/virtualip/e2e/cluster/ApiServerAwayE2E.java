package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.Prober;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The API server is away, or comes back without what it had: no address moves for that. */
@SideBySide
@Order(2)
@RequiresApiServer
class ApiServerAwayE2E {
    /** Longer than watches, Leases and Events last without it. */
    private static final int AWAY_MILLIS = 60_000;

    /** Operator and agents look every 8 s at least, and a Lease has to run out. */
    private static final Duration FOUND_WITHIN = Duration.ofSeconds(30);

    @RegisterExtension
    static final SharedCluster shared = SharedCluster.of("ApiServerAwayE2E");

    @Test
    void withoutApiServerAgentRestartsAndDeadHostIsReplaced() {
        String holder = shared.applied("away");
        List<String> backups = backups("away");
        Prober client = shared.probe(SharedCluster.ADDRESS);

        shared.cluster().api().kill();
        shared.cluster().agent(backups.getLast()).kill();
        shared.cluster().startAgent(backups.getLast());
        Wait.millis(AWAY_MILLIS);
        shared.cluster()
                .await(
                        "the agent runs as before",
                        () -> state(backups.getLast()).equals("Backup"));
        assertThat(client.log().outages()).isEmpty();
        shared.powerOff(holder);
        String next = shared.cluster().awaitHolder(SharedCluster.ADDRESS);
        assertThat(next).isIn(backups);

        shared.cluster().api().startAgain();
        long back = System.nanoTime();
        shared.cluster()
                .await(
                        "status says it",
                        () -> shared.cluster().virtualIPs().activeNode("away").equals(next));
        assertThat(Duration.ofNanos(System.nanoTime() - back))
                .as("everybody has found the API server again")
                .isLessThan(FOUND_WITHIN);
        assertThat(shared.operator().log())
                .as("an API server that is away is said in a line")
                .contains("WARN")
                .doesNotContain("\tat ");
        assertThat(shared.awaitReady("away", SharedCluster.ADDRESS)).isEqualTo(next);
        shared.awaitEvent("away", "Moved", "from " + holder + " to " + next);
    }

    @Test
    void holderRestartedWithoutApiServerAnswersAsBefore() {
        String holder = shared.applied("restart");
        shared.cluster().api().kill();

        shared.cluster().agent(holder).stop();
        String next = shared.cluster().awaitHolder(SharedCluster.ADDRESS);
        assertThat(next).isNotEqualTo(holder);
        shared.cluster().startAgent(holder);
        shared.cluster()
                .await("it runs what it ran", () -> List.of("Backup", "Active").contains(state(holder)));

        shared.cluster().api().startAgain();
        shared.awaitAsPlanned("restart");
        assertThat(shared.awaitReady("restart", SharedCluster.ADDRESS)).isEqualTo(holder);
    }

    /** The first agent to report does not know of the others; the holder reports last. */
    @Test
    void lossOfAllDataMovesNoAddressWhenAppliedAgain() {
        String holder = shared.applied("lost");
        Prober client = shared.probe(SharedCluster.ADDRESS);

        // Its Deployment is in the data, too: installing it again starts another one.
        shared.operator().kill();
        shared.cluster().api().loseData();
        shared.cluster().populate();
        shared.cluster().api().kubeconfig("virtualip-agent-" + holder, "not-yet", KubeCluster.NAMESPACE);
        shared.startOperator();
        shared.cluster()
                .await(
                        "the operator brings back its definitions",
                        () -> shared.cluster()
                                .api()
                                .admin()
                                .get("/apis/virtualip.dev/v1alpha1/virtualips")
                                .isGood());
        shared.apply("lost", SharedCluster.FIELDS);

        shared.await("the others know the addresses that may advertise", () -> hearers("lost") == 2);
        long alone = System.nanoTime();
        shared.cluster()
                .await(
                        "time in which they could take it",
                        () -> client.since(alone).sent() > 1500);
        assertThat(shared.holders()).containsExactly(holder);
        shared.cluster().renewTokens();
        shared.await(
                "all take part",
                () -> shared.status("lost").at("/virtualRouters/0/nodes").size() == 3);
        assertThat(shared.awaitReady("lost", SharedCluster.ADDRESS)).isEqualTo(holder);
        shared.awaitAsPlanned("lost");
        assertThat(client.log().outages()).isEmpty();
    }

    /** Number of nodes on which it accepts only some senders. */
    private static long hearers(String name) {
        return shared.cluster().nodes().stream()
                .map(node -> shared.cluster().virtualIPs().router(node.name()).at("/spec/virtualRouters/0"))
                .filter(router -> router.path("name").asText().startsWith(name))
                .filter(router -> !router.at("/vrrp/allowedSources").isEmpty())
                .count();
    }

    private static List<String> backups(String name) {
        return List.of(shared.status(name).path("backupSummary").asText().split(", "));
    }

    private static String state(String node) {
        return shared.cluster()
                .agent(node)
                .state()
                .map(state -> String.join(" ", state.findValuesAsText("state")))
                .orElse("");
    }
}
