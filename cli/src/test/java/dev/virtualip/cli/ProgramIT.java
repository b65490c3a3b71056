package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a user starts it: its exit codes, streams and signals, and each within a bounded time. */
class ProgramIT {
    /** The longest wait of the program, 15 s for a silent API server, and the start on a busy machine. */
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static final String GROUP = FakeApiServer.GROUP;
    private static final String JOBS = "/apis/batch/v1/namespaces/virtualip-system/jobs";
    private static final String PODS = "/api/v1/namespaces/virtualip-system/pods";
    private static final int CTRL_C = 130;

    private record Run(int exit, String out, String err) {}

    @TempDir
    Path folder;

    private final String program = Checkout.root().resolve("cli/bin/virtualip").toString();
    private final FakeApiServer api = new FakeApiServer();
    private Path kubeconfig;
    private Path out;
    private Path err;

    @BeforeEach
    void start() {
        out = folder.resolve("out");
        err = folder.resolve("err");
        kubeconfig = api.kubeconfig(folder);
        String ingress = """
            {"metadata": {"name": "ingress", "uid": "1", "creationTimestamp": "2026-01-01T00:00:00Z"},
             "spec": {"addresses": ["192.0.2.10/24"]}, "status": {"activeNode": "node-a"}}\
            """;
        api.list(GROUP + "virtualips", "VirtualIP", ingress);
        api.json(GROUP + "virtualips/ingress", ingress);
        api.list(GROUP + "vrrprouters", "VRRPRouter", "{\"metadata\": {\"name\": \"node-a\"}}");
        api.list(GROUP + "virtualippools", "VirtualIPPool", "");
        api.list("/api/v1/nodes", "Node", "{\"metadata\": {\"name\": \"node-a\"}}, {\"metadata\": {\"name\": \"b\"}}");
        definition("1");
    }

    private void definition(String version) {
        api.json(
                "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/virtualips.virtualip.dev",
                "{\"metadata\": {\"name\": \"x\", \"labels\": {\"virtualip.dev/schema-version\": \"%s\"}}}"
                        .formatted(version));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Process begin(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "JAVA_HOME"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Run run(Map<String, String> environment, String... command) throws Exception {
        Process process = begin(environment, command);
        try {
            assertThat(process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS))
                    .as("ends within %s", BOUND)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Run virtualip(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return run(Map.of(), command.toArray(String[]::new));
    }

    private static void assertFails(Run run, String... words) {
        assertThat(run.err()).contains(words).doesNotContain("\tat ", "Exception");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isEqualTo(1);
    }

    private String config() {
        return "--kubeconfig=" + kubeconfig;
    }

    @Test
    void versionIsThatOfTheBuild() throws Exception {
        Run run = virtualip("--version");

        assertThat(run.out()).matches("virtualip \\d+\\.\\d+\\.\\d+.*\n");
        assertThat(run.exit()).isZero();
    }

    @Test
    void noClusterNamesWhereItLooked() throws Exception {
        assertFails(virtualip("status"), "No cluster is configured", folder + "/.kube/config", "--agent URL");
    }

    @Test
    void silentApiServerIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            FakeApiServer.kubeconfig(folder, "http://127.0.0.1:" + silent.getLocalPort());
            assertFails(virtualip("status", config()), "No connection to the API server", "no answer in time");
        }
    }

    @Test
    void silentAgentIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertFails(
                    virtualip("status", "--agent=127.0.0.1:" + silent.getLocalPort()), "does not answer within 5 s");
        }
    }

    @Test
    void missingRightNamesTheRole() throws Exception {
        api.fail(
                GROUP + "virtualips",
                403,
                "forbidden: User \"jane\" cannot list resource \"virtualips\" in API group \"virtualip.dev\"");
        assertFails(virtualip("status", config()), "may not list virtualips.virtualip.dev", "virtualip-viewer");
    }

    @Test
    void oldDefinitionIsNoted() throws Exception {
        definition("0");
        Run run = virtualip("status", config());

        assertThat(run.out()).contains("ingress", "Note: The definitions in this cluster (schema version 0) are older");
        assertThat(run.exit()).isZero();
    }

    @Test
    void clusterWithoutDefinitionsIsNamed() throws Exception {
        api.remove(GROUP + "virtualips");
        assertFails(virtualip("status", config()), "does not serve virtualip.dev/v1alpha1");
    }

    @Test
    void unknownNamesAreAnsweredBySuggestions() throws Exception {
        assertFails(virtualip("status", "ingres", config()), "did you mean ingress?");
        assertFails(virtualip("move", "ingress", "--to=node-b", config()), "no Node node-b", "did you mean node-a?");
    }

    @Test
    void missingAgentProgramIsNamedByDoctor() throws Exception {
        Run run = virtualip("doctor", "--local", "--agent-program=" + folder + "/none");
        assertFails(run, "virtualip-agent probe cannot be run", folder + "/none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "completion", "status", "status -o json", "why ingress", "watch"})
    void fullDiskIsAFailure(String arguments) throws Exception {
        String cluster = arguments.matches("--help|completion") ? "" : " " + config();
        Run run = run(Map.of(), "/bin/sh", "-c", program + " " + arguments + cluster + " > /dev/full");
        assertFails(run, "the output is incomplete", "No space left on device");
    }

    @Test
    void readerThatWantsNoMoreIsNoFailure() throws Exception {
        // The reader has closed the pipe long before the program writes.
        String pipe = "set -o pipefail; %s completion | (exec 0<&-; exit 0)".formatted(program);
        Run run = run(Map.of(), "/bin/bash", "-c", pipe);

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
    }

    @Test
    void colorsAreForTerminalsThatWantThem() throws Exception {
        String[] terminal = {"/usr/bin/script", "-qec", program + " status " + config(), "/dev/null"};
        String escape = "\u001b[";

        assertThat(run(Map.of("TERM", "xterm"), terminal).out()).contains("ingress", escape);
        assertThat(run(Map.of("TERM", "xterm", "NO_COLOR", "1"), terminal).out())
                .contains("ingress")
                .doesNotContain(escape);
        assertThat(run(Map.of("TERM", "dumb"), terminal).out())
                .contains("ingress")
                .doesNotContain(escape);
        assertThat(run(Map.of("TERM", "xterm"), program, "status", config()).out())
                .contains("ingress")
                .doesNotContain(escape);
    }

    @Test
    void watchEndsAtCtrlC() throws Exception {
        interrupt(() -> read(out).contains("ingress"), "watch");
        assertThat(Files.readString(err)).isEmpty();
    }

    @Test
    void moveGoesOnAfterCtrlC() throws Exception {
        interrupt(
                () -> read(err).contains("Ctrl-C ends the wait, not the request"),
                "move",
                "ingress",
                "--to=node-a",
                "--wait");
        assertThat(api.requests()).contains("PATCH " + GROUP + "virtualips/ingress");
        assertThat(Files.readString(err)).doesNotContain("\tat ", "Exception");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void stoppedDoctorRemovesItsJobs(String signal, int exit) throws Exception {
        describeAgents();

        interrupt(signal, exit, () -> api.requests().contains("GET " + PODS), "doctor");
        assertThat(api.answered()).endsWith("DELETE " + JOBS);
        assertThat(Files.readString(err)).doesNotContain("\tat ", "Exception");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void doctorThatIsStoppedWhileAJobIsCreatedRemovesItToo(String signal, int exit) throws Exception {
        describeAgents();
        api.delayPosts(Duration.ofSeconds(2));

        interrupt(signal, exit, () -> api.requests().contains("POST " + JOBS), "doctor");
        assertThat(api.answered()).endsWith("POST " + JOBS, "DELETE " + JOBS);
        assertThat(api.requests().stream().filter(("POST " + JOBS)::equals))
                .as("the second is not created any more")
                .hasSize(1);
        assertThat(Files.readString(err)).doesNotContain("\tat ", "Exception", "bug");
    }

    /** Two nodes with agents. */
    private void describeAgents() {
        api.list(
                GROUP + "vrrprouters",
                "VRRPRouter",
                "{\"metadata\": {\"name\": \"node-a\"}}, {\"metadata\": {\"name\": \"b\"}}");
        api.list("/apis/apps/v1/daemonsets", "DaemonSet", """
            {"apiVersion": "apps/v1", "kind": "DaemonSet",
             "metadata": {"name": "virtualip-agent", "namespace": "virtualip-system"},
             "spec": {"template": {"spec": {"containers": [{"name": "agent", "image": "agent"}]}}}}\
            """);
        api.list(PODS, "Pod", "");
        api.json(JOBS, "{}");
    }

    /** Starts a command, and presses Ctrl-C at this moment. */
    private void interrupt(BooleanSupplier moment, String... arguments) throws Exception {
        interrupt("INT", CTRL_C, moment, arguments);
    }

    /** Starts a command, sends it this signal at this moment, and expects this exit code. */
    private void interrupt(String signal, int exit, BooleanSupplier moment, String... arguments) throws Exception {
        // A shell in the background would leave the signal ignored.
        List<String> command = new ArrayList<>(List.of("/usr/bin/env", "--default-signal=" + signal, program));
        command.addAll(List.of(arguments));
        command.add(config());
        Process process = begin(Map.of(), command.toArray(String[]::new));
        try {
            Wait.until("the moment for the signal", BOUND, moment);
            new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS))
                    .as("ends after the signal")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(exit);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException _) {
            return "";
        }
    }
}
