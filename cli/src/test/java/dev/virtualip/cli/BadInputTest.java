package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every failure is one plain line with the remedy and an exit code, and no stack trace. */
class BadInputTest {
    private static final String GROUP = FakeApiServer.GROUP;

    private record Run(int exit, String out, String err) {}

    @TempDir
    Path folder;

    private final FakeApiServer api = new FakeApiServer();
    private Path kubeconfig;

    @BeforeEach
    void start() {
        kubeconfig = api.kubeconfig(folder);
        api.list(GROUP + "virtualips", "VirtualIP", """
            {"metadata": {"name": "ingress", "uid": "1", "creationTimestamp": "2026-01-01T00:00:00Z"},
             "spec": {"addresses": ["192.0.2.10/24"]}, "status": {"activeNode": "node-a"}}\
            """);
        api.list(GROUP + "vrrprouters", "VRRPRouter", "");
        api.list(GROUP + "virtualippools", "VirtualIPPool", "");
        api.list("/api/v1/nodes", "Node", "{\"metadata\": {\"name\": \"node-a\"}}");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit =
                CliMain.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }

    private Run cluster(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--kubeconfig";
        all[arguments.length + 1] = kubeconfig.toString();
        return run(all);
    }

    private static void assertFails(Run run, int exit, String... words) {
        assertThat(run.err()).contains(words).doesNotContain("\tat ", "Exception");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void readableClusterIsShownAndCheckFindsTheProblem() {
        assertThat(cluster("status").exit()).isZero();
        assertThat(cluster("status").out()).contains("ingress", "The operator has not reported on it yet");
        assertThat(cluster("status", "--check").exit()).isEqualTo(3);
    }

    @Test
    void missingKubeconfigIsNamed() {
        assertFails(run("status", "--kubeconfig", folder + "/none"), 1, folder + "/none", "does not exist");
    }

    @Test
    void brokenKubeconfigIsNamed() throws IOException {
        Files.writeString(kubeconfig, "{");
        assertFails(cluster("status"), 1, "is not a valid kubeconfig");
    }

    @Test
    void unknownContextSuggestsAnExistingOne() {
        assertFails(cluster("status", "--context", "tset"), 1, "no context tset; did you mean test?");
    }

    @Test
    void unreachableClusterIsNamed() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            kubeconfig = FakeApiServer.kubeconfig(folder, "http://127.0.0.1:" + free.getLocalPort());
        }
        assertFails(cluster("status"), 1, "No connection to the API server http://127.0.0.1:");
    }

    @Test
    void expiredCredentialsAreNamed() {
        api.fail(GROUP + "virtualips", 401, "Unauthorized");
        assertFails(cluster("status"), 1, "401 Unauthorized", "log in again");
    }

    @ParameterizedTest
    @CsvSource({
        "jane, --user=jane",
        "system:serviceaccount:ops:ci, --serviceaccount=ops:ci",
    })
    void missingRightNamesTheRoleThatHasIt(String user, String subject) {
        api.fail(
                GROUP + "virtualips",
                403,
                "virtualips.virtualip.dev is forbidden: User \"%s\" cannot list resource \"virtualips\" in API"
                                .formatted(user)
                        + " group \"virtualip.dev\" at the cluster scope");
        assertFails(cluster("status"), 1, "may not list virtualips.virtualip.dev", "virtualip-viewer", subject);
    }

    @Test
    void missingRightForNodesIsAGapInStatusAndAFailureOfWhy() {
        api.fail(
                "/api/v1/nodes",
                403,
                "nodes is forbidden: User \"jane\" cannot list resource \"nodes\" in API group \"\"");
        assertThat(cluster("status").exit()).isZero();
        assertThat(cluster("status").out()).contains("Note: User \"jane\" may not list nodes");
        assertFails(cluster("why", "ingress"), 1, "The plan cannot be made without Nodes");
    }

    @Test
    void missingEventsAreAGapInHistory() {
        Run run = cluster("history", "ingress");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("does not serve /api/v1/namespaces/default/events")
                .doesNotContain("virtualip.dev/v1alpha1");
    }

    @Test
    void clusterWithoutDefinitionsIsNamed() {
        api.remove(GROUP + "virtualips");
        assertFails(cluster("status"), 1, "does not serve virtualip.dev/v1alpha1");
    }

    @Test
    void typoInANameSuggestsTheName() {
        assertFails(cluster("status", "ingres"), 1, "There is no VirtualIP ingres; did you mean ingress?");
        assertFails(cluster("move", "ingress", "--to", "node-aa"), 1, "There is no Node node-aa; did you mean node-a?");
        assertFails(cluster("history", "igress"), 1, "did you mean ingress?");
        assertFails(cluster("simulate", "drain", "node-b"), 1, "There is no Node node-b; did you mean node-a?");
        assertFails(cluster("maintenance", "node-c", "on"), 1, "There is no Node node-c");
    }

    @Test
    void typoInACommandSuggestsTheCommand() {
        assertFails(run("statsu"), 2, "'statsu'; did you mean status? See virtualip --help");
        assertFails(run("sttus"), 2, "'sttus'; did you mean status? See virtualip --help");
        assertFails(run("frobnicate"), 2, "'frobnicate'. See virtualip --help");
        assertFails(run("status", "-o", "xml"), 2, "use text, wide, json or yaml");
        assertFails(run("move", "ingress"), 2, "--to", "--clear");
    }

    @Test
    void agentThatDoesNotAnswerIsNamed() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertFails(run("status", "--agent", "127.0.0.1:" + port), 1, "No agent answers at", "9851");
        assertFails(run("status", "--agent", api.url()), 1, "answers 404");
        assertFails(run("status", "--agent", "::"), 1, "is not a URL");
    }

    @Test
    void agentIsReadWithoutACluster() {
        api.json("/state", """
            {"node": "lb01", "ready": true, "conditions": [], "virtualRouters": [
              {"name": "web", "interface": "eth1", "virtualRouterID": 55, "addresses": ["192.0.2.10/24"],
               "state": "Active",
               "priority": 200, "since": "2026-01-01T00:00:00Z", "reason": "PeerTimeout", "transitions": 2,
               "family": "IPv4", "virtualIPs": [], "unknownField": 1}]}\
            """);
        Run both = run("status", "--agent", api.url(), "--agent", "127.0.0.1:1");
        assertThat(both.exit()).isZero();
        assertThat(both.out()).contains("lb01", "127.0.0.1:1", "no answer", "No agent answers at");
        Run run = run("status", "web", "--agent", api.url());
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("Answers:   lb01 on eth1", "no other node was Active (PeerTimeout)");
        api.json("/state", "{}");
        assertFails(run("status", "--agent", api.url()), 1, "is not the state of an agent");
    }

    @Test
    void errorPageOfAnAgentIsAGapOfTheBundle() {
        api.fail("/state", 503, "busy");
        api.text("/metrics", "virtualip_up 1");
        Run run = run(
                "support-bundle",
                "--no-doctor",
                "--file",
                folder + "/bundle.tgz",
                "--agent",
                api.url().substring(7));
        assertThat(run.err().lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("not collected: state: ", "answers 503", "busy");
        assertThat(run.exit()).isZero();
    }

    @Test
    void closedPipeEndsTheWatchQuietly() {
        StringWriter err = new StringWriter();
        PrintWriter closed = new PrintWriter(new StringWriter());
        closed.close();
        int exit = CliMain.commandLine(closed, new PrintWriter(err))
                .execute("watch", "--kubeconfig", kubeconfig.toString());
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
    }
}
