package dev.virtualip.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.virtualip.testkit.kernel.Namespace;
import dev.virtualip.testkit.kernel.Signal;
import dev.virtualip.testkit.kubernetes.ApiAnswer;
import dev.virtualip.testkit.kubernetes.ApiServer;
import dev.virtualip.testkit.kubernetes.ApiServerClient;
import dev.virtualip.testkit.kubernetes.AuditedWrite;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.lab.Wait;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The API server of the lab itself. */
@RequiresApiServer
class ApiServerE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NODE = "{apiVersion: v1, kind: Node, metadata: {name: node-a}}";
    private static final String AGENT = """
        {apiVersion: v1, kind: Namespace, metadata: {name: virtualip}}
        ---
        {apiVersion: v1, kind: ServiceAccount, metadata: {name: agent, namespace: virtualip}}
        """;

    @Test
    void apiServerAnswersAndAuditsChanges() {
        try (ApiServer api = ApiServer.alone("ApiServerE2E-answers")) {
            assertThat(api.admin().apply(NODE).orThrow().path("kind").asText()).isEqualTo("Node");
            ApiAnswer refused = api.admin().dryRun(NODE.replace("metadata:", "spek: {}, metadata:"));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.message()).contains("unknown field \"spek\"");
            assertThat(api.kubectl("get", "nodes", "--no-headers")).startsWith("node-a");
            assertThat(api.kubectl("version", "-o", "json")).contains("\"gitVersion\": \"v1.");
            assertThat(api.writes())
                    .filteredOn(write -> write.user().equals("admin"))
                    .extracting(AuditedWrite::verb, AuditedWrite::resource, AuditedWrite::name, AuditedWrite::status)
                    .contains(tuple("patch", "nodes", "node-a", 201));
        }
    }

    @Test
    void tokenNamesServiceAccountAndNode() {
        try (ApiServer api = ApiServer.alone("ApiServerE2E-tokens")) {
            api.admin().apply(NODE).orThrow();
            api.admin().apply(AGENT).orThrow();
            ApiServerClient bound = api.as(api.tokenOnNode("virtualip", "agent", "node-a"));
            ApiServerClient unbound = api.as(api.token("virtualip", "agent"));

            assertThat(review(bound)).contains("system:serviceaccount:virtualip:agent", "node-name\":[\"node-a\"]");
            assertThat(review(unbound))
                    .contains("system:serviceaccount:virtualip:agent")
                    .doesNotContain("node-name");
            assertThat(bound.get("/api/v1/nodes").status()).isEqualTo(403);
            assertThat(api.as("nobody").get("/api/v1/nodes").status()).isEqualTo(401);
        }
    }

    @Test
    void restartKeepsDataAndLossOfDataEmptiesIt() {
        try (ApiServer api = ApiServer.alone("ApiServerE2E-restart")) {
            api.admin().apply(NODE).orThrow();

            api.kill();
            assertThat(api.admin().get("/readyz").status()).isEqualTo(ApiAnswer.SILENT);
            api.startAgain();
            assertThat(api.admin().get("/api/v1/nodes/node-a").isGood()).isTrue();

            api.loseData();
            assertThat(api.admin().get("/api/v1/nodes/node-a").status()).isEqualTo(404);
        }
    }

    @Test
    void twoApiServersRunInParallelAndLeaveNothing() {
        ApiServer first = ApiServer.alone("ApiServerE2E-first");
        ApiServer second = ApiServer.alone("ApiServerE2E-second");
        String prefix = "vip-" + ProcessHandle.current().pid() + "-";
        List<ProcessHandle> processes = serversOf(ProcessHandle.current());
        try (first;
                second) {
            assertThat(processes).hasSize(4);
            assertThat(namespacesOf(prefix)).hasSize(4);
            first.admin().apply(NODE).orThrow();
            assertThat(first.admin().get("/api/v1/nodes/node-a").isGood()).isTrue();
            assertThat(second.admin().get("/api/v1/nodes/node-a").status()).isEqualTo(404);
        }
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(namespacesOf(prefix)).isEmpty();
    }

    @Test
    void killedProgramLeavesNothing() throws Exception {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ApiServerE2E.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo("ready");
        List<ProcessHandle> processes = serversOf(child.toHandle());
        assertThat(processes).hasSize(2);

        Signal.KILL.to(child.toHandle());

        Wait.until("the servers are gone", PATIENCE, () -> processes.stream().noneMatch(ProcessHandle::isAlive));
        Wait.until(
                "the namespaces are gone",
                PATIENCE,
                () -> namespacesOf("vip-" + child.pid() + "-").isEmpty());
    }

    /** Program that {@link #killedProgramLeavesNothing} runs and kills. */
    public static void main(String[] arguments) {
        ApiServer.alone("ApiServerE2E-child");
        System.out.println("ready");
        Wait.millis(Duration.ofMinutes(2).toMillis());
    }

    private static String review(ApiServerClient who) {
        return who.post(
                        "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                        "{\"apiVersion\": \"authentication.k8s.io/v1\", \"kind\": \"SelfSubjectReview\"}")
                .orThrow()
                .path("status")
                .toString();
    }

    private static List<ProcessHandle> serversOf(ProcessHandle parent) {
        return parent.descendants()
                .filter(process -> process.info().command().orElse("").matches(".*/(etcd|kube-apiserver)"))
                .toList();
    }

    private static List<String> namespacesOf(String prefix) {
        return Namespace.all().stream().filter(name -> name.startsWith(prefix)).toList();
    }
}
