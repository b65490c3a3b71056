package dev.virtualip.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.virtualip.cli.FakeApiServer;
import dev.virtualip.cli.cluster.ClusterClient;
import dev.virtualip.cli.cluster.ClusterOptions;
import dev.virtualip.cli.doctor.ClusterDoctor.Patience;
import dev.virtualip.cli.output.CommandFailedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes and Jobs that do not do what they are meant to: the doctor ends, names each, and deletes its Jobs. */
class ClusterDoctorTest {
    private static final String JOBS = "/apis/batch/v1/namespaces/virtualip-system/jobs";
    private static final String PODS = "/api/v1/namespaces/virtualip-system/pods";
    private static final String LINK = "{\"name\": \"eth1\", \"up\": true, \"addresses\": [\"192.0.2.%d/24\"]}";
    private static final Patience SHORT = new Patience(Duration.ofSeconds(2), Duration.ofMillis(600));

    @TempDir
    Path folder;

    private final FakeApiServer server = new FakeApiServer();
    private final StringWriter progress = new StringWriter();

    @BeforeEach
    void describeCluster() {
        nodes(node("node-a", "True"), node("node-b", "True"));
        routers(router("node-a", LINK.formatted(1)), router("node-b", LINK.formatted(2)));
        server.list("/apis/apps/v1/daemonsets", "DaemonSet", """
            {"apiVersion": "apps/v1", "kind": "DaemonSet",
             "metadata": {"name": "virtualip-agent", "namespace": "virtualip-system"},
             "spec": {"template": {"spec": {"containers": [{"name": "agent", "image": "virtualip-agent:1"}]}}}}\
            """);
        server.list("/api/v1/namespaces/virtualip-system/events", "Event", "");
        server.list(PODS, "Pod", "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String node(String name, String ready) {
        return """
            {"metadata": {"name": "%s"}, "status": {"conditions": [{"type": "Ready", "status": "%s"}]}}\
            """.formatted(name, ready);
    }

    private static String router(String name, String links) {
        return """
            {"metadata": {"name": "%s"}, "spec": {"virtualRouters": []},
             "status": {"interfaces": [%s], "virtualRouters": [], "heardVirtualRouters": [], "conditions": []}}\
            """.formatted(name, links);
    }

    private void nodes(String... nodes) {
        server.list("/api/v1/nodes", "Node", String.join(",", nodes));
    }

    private void routers(String... routers) {
        server.list(FakeApiServer.GROUP + "vrrprouters", "VRRPRouter", String.join(",", routers));
    }

    private DoctorReport examine(String... nodes) throws CommandFailedException {
        ClusterOptions options = ClusterOptions.of(server.kubeconfig(folder), null);
        try (ClusterClient client = ClusterClient.connect(options, Map.of())) {
            ClusterDoctor.Request request = new ClusterDoctor.Request(List.of(nodes), false, 0);
            return new ClusterDoctor(client, request, SHORT, new PrintWriter(progress, true)).run();
        }
    }

    private void assertJobsAreDeleted(int created) {
        assertThat(server.requests().stream().filter(("POST " + JOBS)::equals)).hasSize(created);
        assertThat(server.requests()).endsWith("DELETE " + JOBS);
    }

    private static String messages(DoctorReport report) {
        StringBuilder all = new StringBuilder();
        report.findings()
                .forEach(finding ->
                        all.append("%s %s: %s\n".formatted(finding.kind(), finding.node(), finding.message())));
        return all.toString();
    }

    @Test
    void jobThatHangsIsNamedAndDeletedAfterTheLimit() throws Exception {
        DoctorReport report = examine();

        assertThat(messages(report)).contains("NodeNotProbed node-a, node-b: The probe's Pod did not end within ");
        assertThat(report.hasError()).isTrue();
        assertJobsAreDeleted(2);
    }

    @Test
    void failureWhileTheDoctorWaitsDeletesTheJobs() {
        server.fail(PODS, 500, "etcdserver: request timed out");

        assertThatThrownBy(this::examine).isInstanceOf(CommandFailedException.class);

        assertJobsAreDeleted(2);
    }

    @Test
    void nodeThatIsDownGetsNoJob() throws Exception {
        nodes(node("node-a", "Unknown"), node("node-b", "True"));

        DoctorReport report = examine();

        assertThat(messages(report)).contains("NodeNotProbed node-a: Its kubelet does not report");
        assertJobsAreDeleted(1);
    }

    @Test
    void nodeThatIsGoneGetsNoJob() throws Exception {
        nodes(node("node-b", "True"));

        DoctorReport report = examine("node-a");

        assertThat(messages(report)).contains("NodeNotProbed node-a: There is no Node of this name");
        assertThat(server.requests()).noneMatch(request -> request.contains(JOBS));
    }

    @Test
    void nodeWithoutAnAgentIsNamedAndProbed() throws Exception {
        routers(router("node-a", ""), router("node-b", LINK.formatted(2)));

        DoctorReport report = examine();

        assertThat(messages(report)).contains("AgentNotRunning node-a: No agent has reported on this node");
        assertJobsAreDeleted(2);
    }

    @Test
    void nodeWithATypoIsSuggestedAndNothingIsCreated() {
        assertThatThrownBy(() -> examine("node-a", "nodeb"))
                .hasMessage("There is no VRRPRouter of a node nodeb; did you mean node-b?");
        assertThat(server.requests()).noneMatch(request -> request.contains(JOBS));
    }

    @Test
    void clusterWithoutOurOperatorIsNamed() {
        routers();
        assertThatThrownBy(this::examine).hasMessageContaining("is the operator running?");
    }

    @Test
    void missingRightForNodesLimitsNothing() throws Exception {
        server.fail("/api/v1/nodes", 403, "nodes is forbidden");
        assertThat(messages(examine())).contains("did not end within ");
        assertJobsAreDeleted(2);
    }
}
