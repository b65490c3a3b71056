package dev.virtualip.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.ApiServer;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.Prober;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Planned moves lose no probe: on request, off a drained node, off a node in maintenance, without the operator. */
@SideBySide
@Order(6)
@RequiresApiServer
class PlannedMovesE2E {
    private static final String NEVER = SharedCluster.FIELDS + ", preempt: {policy: Never}";

    @RegisterExtension
    static final SharedCluster shared = SharedCluster.of("PlannedMovesE2E");

    @AfterEach
    void endMaintenance() {
        for (LabHost node : shared.cluster().nodes()) {
            kubectl("annotate", "node", node.name(), "virtualip.dev/maintenance-");
            kubectl("uncordon", node.name());
        }
    }

    @Test
    void requestedMovesLoseNoProbe() {
        shared.applied("moved");
        Prober client = shared.probe(SharedCluster.ADDRESS);
        List<String> nodes =
                shared.cluster().nodes().stream().map(LabHost::name).toList();
        int at = nodes.indexOf(shared.holders().getFirst());

        for (int i = 1; i <= 3; i++) {
            moveTo("moved", nodes.get((at + i) % nodes.size()));
            assertThat(shared.status("moved").at("/lastMove/reason").asText()).isEqualTo("MoveRequested");
        }
        String last = shared.holders().getFirst();
        kubectl("annotate", "virtualip", "moved", "virtualip.dev/move-to-");
        shared.await(
                "no move is shown", () -> shared.status("moved").path("move").isMissingNode());
        shared.awaitAsPlanned("moved");

        assertThat(shared.holders()).containsExactly(last);
        assertThat(specs()).doesNotContain("\"release\"");
        shared.cluster().await("10,000 probes", () -> client.log().sent() >= 10_000);
        assertNothingLost("three requested moves", client);
    }

    @Test
    void restartedOperatorCompletesTheMove() {
        shared.apply("resumed", NEVER);
        shared.awaitAsPlanned("resumed");
        String from = shared.awaitReady("resumed", SharedCluster.ADDRESS);
        String to = backupOf(from);
        Prober client = shared.probe(SharedCluster.ADDRESS);

        kubectl("annotate", "--overwrite", "virtualip", "resumed", "virtualip.dev/move-to=" + to);
        shared.await(
                "the move has begun",
                () -> !shared.status("resumed").path("move").isMissingNode());
        shared.operator().kill();
        shared.startOperator();

        awaitMoved("resumed", to);
        assertThat(specs()).doesNotContain("\"release\"");
        assertNothingLost("move with an operator killed in the middle", client);
    }

    @Test
    void rolesForPeopleAllowWhatTheirCommandsNeed() {
        String holder = shared.applied("seen");
        String binding = "clusterrolebinding";
        shared.cluster().applyFile("deploy/rbac/users.yaml");
        kubectl("create", "serviceaccount", "jane", "--namespace=virtualip-system");
        ApiServer api = shared.cluster().api();
        Path jane = api.kubeconfig("jane", api.token("virtualip-system", "jane"), "default");

        assertThat(virtualip("status", jane))
                .contains("may not list virtualips.virtualip.dev", "--clusterrole=virtualip-viewer")
                .endsWith("exit 1");
        kubectl("create", binding, "jane", "--clusterrole=virtualip-viewer", "--serviceaccount=virtualip-system:jane");
        shared.await(
                "the role is bound",
                () -> virtualip("status seen --check", jane).endsWith("exit 0"));
        assertThat(virtualip("why seen", jane))
                .contains(holder, "highest priority")
                .endsWith("exit 0");
        assertThat(virtualip("simulate drain " + holder, jane)).contains("seen").endsWith("exit 0");
        assertThat(virtualip("history seen", jane)).contains("Assigned", holder).endsWith("exit 0");
        assertThat(virtualip("status -o json", jane))
                .contains("\"activeNode\" : \"" + holder)
                .endsWith("exit 0");
        assertThat(virtualip("move seen --to " + holder, jane))
                .contains("virtualip-editor")
                .endsWith("exit 1");
        assertThat(virtualip("maintenance %s on".formatted(holder), jane))
                .contains("virtualip-maintenance")
                .endsWith("exit 1");
        kubectl("delete", binding, "jane");
    }

    @Test
    void refusedMoveNamesItsReason() {
        String holder = shared.applied("refused");

        kubectl("annotate", "virtualip", "refused", "virtualip.dev/move-to=node-x");
        shared.await("it is refused", () -> phase("refused").equals("Refused"));
        shared.awaitEvent("refused", "MoveRefused", "node-x", "does not exist");
        assertThat(virtualip("move refused --to node-x"))
                .endsWith("There is no Node node-x; did you mean node-a or node-b or node-c?\nexit 1");

        assertThat(shared.status("refused").at("/move/message").asText()).contains("virtualip.dev/move-to");
        assertThat(shared.holders()).containsExactly(holder);
    }

    @Test
    void drainedNodeHandsOverAndCanBeRebooted() {
        String holder = shared.applied("drained");
        Prober client = shared.probe(SharedCluster.ADDRESS);

        kubectl("drain", holder, "--ignore-daemonsets");
        awaitDrained(holder);
        String next = shared.awaitReady("drained", SharedCluster.ADDRESS);
        shared.awaitEventOf("Node", holder, "Drained", "rebooted");
        kubectl("uncordon", holder);
        shared.awaitAsPlanned("drained");

        assertThat(shared.holders()).containsExactly(next).doesNotContain(holder);
        assertNothingLost("drain and uncordon", client);
    }

    @Test
    void nodeInMaintenanceIsEmptied() {
        IntStream.range(0, 9)
                .forEach(
                        i -> shared.apply("many-" + i, "addresses: [192.0.2.1%02d/24], maxCandidates: 2".formatted(i)));
        IntStream.range(0, 9).forEach(i -> shared.awaitAsPlanned("many-" + i));
        String holder = shared.awaitReady("many-0", SharedCluster.ADDRESS);
        Prober client = shared.probe(SharedCluster.ADDRESS);

        assertThat(virtualip("simulate drain %s --check".formatted(holder)))
                .contains("safe to reboot", "MOVES TO")
                .endsWith("exit 0");
        assertThat(virtualip("maintenance %s on --wait".formatted(holder)))
                .contains(holder + " holds no address any more")
                .endsWith("exit 0");
        awaitDrained(holder);
        assertThat(virtualip("why " + holder)).contains("in maintenance").endsWith("exit 0");
        IntStream.range(0, 9)
                .forEach(i -> assertThat(shared.cluster().holders(address(i)))
                        .hasSize(1)
                        .doesNotContain(holder));
        assertThat(virtualip("maintenance %s off".formatted(holder))).endsWith("exit 0");
        IntStream.range(0, 9).forEach(i -> shared.awaitAsPlanned("many-" + i));
        assertNothingLost("maintenance of a node", client);
    }

    private static InetAddress address(int number) {
        return InetAddress.ofLiteral("192.0.2.1%02d".formatted(number));
    }

    private static void moveTo(String name, String node) {
        assertThat(virtualip("move %s --to %s --wait".formatted(name, node)))
                .endsWith("%s answers on %s.\nexit 0".formatted(name, node));
        awaitMoved(name, node);
    }

    /** Runs the command line as the administrator; returns both streams, and the exit code in the last line. */
    private static String virtualip(String arguments) {
        return virtualip(arguments, shared.cluster().api().kubeconfig());
    }

    private static String virtualip(String arguments, Path kubeconfig) {
        String command = "%s %s --kubeconfig %s 2>&1; echo exit $?"
                .formatted(Checkout.root().resolve("cli/bin/virtualip"), arguments, kubeconfig);
        return shared.cluster().control().exec("sh", "-c", command).strip();
    }

    private static void awaitMoved(String name, String node) {
        shared.await(
                name + " is on " + node,
                () -> phase(name).equals("Done") && shared.holders().equals(List.of(node)));
        assertThat(shared.awaitReady(name, SharedCluster.ADDRESS)).isEqualTo(node);
    }

    private static void awaitDrained(String node) {
        shared.await(
                node + " is drained",
                () -> shared.cluster()
                        .virtualIPs()
                        .router(node)
                        .at("/metadata/annotations")
                        .path("virtualip.dev/drain")
                        .asText()
                        .equals("complete"));
    }

    private static String phase(String name) {
        return shared.status(name).at("/move/phase").asText();
    }

    private static String backupOf(String holder) {
        return shared.cluster().nodes().stream()
                .map(LabHost::name)
                .filter(name -> !name.equals(holder))
                .findFirst()
                .orElseThrow();
    }

    private static String specs() {
        StringBuilder specs = new StringBuilder();
        for (LabHost node : shared.cluster().nodes()) {
            JsonNode router = shared.cluster().virtualIPs().router(node.name());
            specs.append(router.path("spec"));
        }
        return specs.toString();
    }

    private static void assertNothingLost(String what, Prober client) {
        ProbeLog log = client.log();
        System.out.printf("%s: %d of %d probes lost%n", what, log.lost(), log.sent());
        assertThat(log.outages()).as(what).isEmpty();
    }

    private static void kubectl(String... arguments) {
        shared.cluster().api().kubectl(arguments);
    }
}
