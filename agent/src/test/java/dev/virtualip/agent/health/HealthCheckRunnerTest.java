package dev.virtualip.agent.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.HealthCheckChange;
import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.HealthCheckTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HealthCheckRunnerTest {
    @TempDir
    private Path folder;

    private final RecordedVerdicts verdicts = new RecordedVerdicts();
    private final AtomicReference<ServiceEndpoints.Presence> presence =
            new AtomicReference<>(ServiceEndpoints.Presence.UNKNOWN);

    @Test
    void verdictFollowsTheServer() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        try (TestServer server = TestServer.start((connection, ignored) ->
                        TestServer.write(connection, "HTTP/1.1 " + (broken.get() ? "500" : "200") + " Any\r\n\r\n"));
                HealthCheckRunner runner = runner()) {
            runner.configured(Map.of(
                    "ingress", List.of(HealthSpecs.of("nginx", HealthSpecs.http(server.port(), null), 100, 90))));
            RecordedVerdicts.await(() -> !verdicts.states("ingress").isEmpty());
            HealthCheckChange first = verdicts.awaitChange(0);
            assertThat(first.healthy()).isTrue();
            assertThat(first.virtualRouters()).containsExactly("ingress");
            broken.set(true);
            HealthCheckChange second = verdicts.awaitChange(1);
            assertThat(second.healthy()).isFalse();
            assertThat(second.resultsInRow()).isEqualTo(2);
            assertThat(second.error()).contains("answered with status 500");
            HealthCheckState state = verdicts.states("ingress").getFirst();
            assertThat(state.name()).isEqualTo("nginx");
            assertThat(state.healthy()).isFalse();
            assertThat(state.lastError()).isEqualTo(second.error());
            broken.set(false);
            assertThat(verdicts.awaitChange(2).healthy()).isTrue();
            RecordedVerdicts.await(() -> verdicts.states("ingress").getFirst().lastError() == null);
        }
    }

    @Test
    @SuppressWarnings("try")
    void hangingServersAreFailuresAndLeaveNothingBehind() throws Exception {
        try (TestServer silent = TestServer.start(
                        (connection, ignored) -> connection.getInputStream().read());
                TestServer slow = TestServer.start((connection, ignored) -> {
                    TestServer.write(connection, "HTTP/1.1 200 OK\r\n\r\n");
                    while (true) {
                        TestServer.write(connection, ".");
                        Thread.sleep(20);
                    }
                });
                ServerSocket full = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                HealthCheckRunner runner = runner()) {
            List<Socket> waiting = fill(full);
            long before = openSockets();
            runner.configured(Map.of(
                    "ingress",
                    List.of(
                            HealthSpecs.of("silent", HealthSpecs.http(silent.port(), null), 150, 100),
                            HealthSpecs.of("slow", HealthSpecs.http(slow.port(), "ok"), 150, 100),
                            HealthSpecs.of("tls", HealthSpecs.https(silent.port(), true, null), 150, 100),
                            HealthSpecs.of("full", HealthSpecs.tcp(full.getLocalPort()), 150, 100))));
            Map<String, String> errors = new HashMap<>();
            for (int i = 0; i < 4; i++) {
                errors.put(
                        verdicts.awaitChange(i).healthCheck(),
                        verdicts.awaitChange(i).error());
            }
            assertThat(errors.get("silent"))
                    .isEqualTo("timed out after 100ms while waiting for the answer of 127.0.0.1:" + silent.port());
            assertThat(errors.get("slow")).contains("while reading the answer of 127.0.0.1:" + slow.port());
            assertThat(errors.get("tls")).contains(" negotiating TLS with ");
            assertThat(errors.get("full")).contains("while connecting to 127.0.0.1:" + full.getLocalPort());
            Thread.sleep(2_000);
            assertThat(verdicts.changes()).hasSize(4);
            runner.configured(Map.of());
            silent.close();
            slow.close();
            RecordedVerdicts.await(() -> openSockets() <= before + 4);
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void identicalChecksOfSeveralRoutersRunOnceAndAreReportedTogether() throws Exception {
        try (TestServer server = TestServer.answering("HTTP/1.1 404 No", "");
                HealthCheckRunner runner = runner()) {
            Map<String, List<HealthCheckSpec>> routers = new HashMap<>();
            for (int i = 0; i < 50; i++) {
                routers.put(
                        "router-" + i,
                        List.of(HealthSpecs.of("nginx", HealthSpecs.http(server.port(), null), 500, 400)));
            }
            runner.configured(routers);
            assertThat(verdicts.awaitChange(0).virtualRouters()).hasSize(50);
            assertThat(verdicts.changes()).hasSize(1);
            assertThat(server.connections()).isBetween(2, 4);
            RecordedVerdicts.await(() -> verdicts.states("router-49").getFirst().healthy() != null);
        }
    }

    @Test
    void unchangedTargetKeepsItsVerdictThroughAChangeOfTheConfiguration() throws Exception {
        try (TestServer server = TestServer.answering("HTTP/1.1 200 OK", "");
                HealthCheckRunner runner = runner()) {
            HealthCheckTarget target = HealthSpecs.http(server.port(), null);
            runner.configured(Map.of("ingress", List.of(HealthSpecs.of("nginx", target, 100, 90))));
            verdicts.awaitChange(0);
            runner.configured(Map.of(
                    "ingress",
                    List.of(
                            HealthSpecs.of("other", HealthSpecs.tcp(server.port()), 60_000, 90),
                            HealthSpecs.of("nginx", target, 60_000, 50))));
            RecordedVerdicts.await(() -> verdicts.states("ingress").size() == 2);
            assertThat(verdicts.states("ingress"))
                    .extracting(HealthCheckState::healthy)
                    .containsExactly(null, true);
        }
    }

    @Test
    void serviceThatIsUnknownKeepsTheVerdict() {
        HealthCheckTarget target = new HealthCheckTarget.Service("default", "nginx");
        try (HealthCheckRunner runner = runner()) {
            runner.configured(Map.of("ingress", List.of(HealthSpecs.of("nginx", target, 100, 90))));
            presence.set(ServiceEndpoints.Presence.READY);
            assertThat(verdicts.awaitChange(0).healthy()).isTrue();
            presence.set(ServiceEndpoints.Presence.ABSENT);
            assertThat(verdicts.awaitChange(1).error())
                    .isEqualTo("Service nginx in namespace default has no ready endpoint on this node");
            presence.set(ServiceEndpoints.Presence.UNKNOWN);
            runner.configured(Map.of("ingress", List.of(HealthSpecs.of("nginx", target, 100, 80))));
            RecordedVerdicts.await(() -> verdicts.states("ingress").getFirst().healthy() != null);
            assertThat(verdicts.changes()).hasSize(2);
        }
    }

    @Test
    void interfacesAreCheckedByUpAndCarrier() {
        try (HealthCheckRunner runner = runner()) {
            runner.configured(Map.of(
                    "ingress",
                    List.of(
                            HealthSpecs.of("none", new HealthCheckTarget.InterfaceUp("no-such-if"), 100, 90),
                            HealthSpecs.of("lo", new HealthCheckTarget.InterfaceUp("lo"), 100, 90))));
            Map<String, HealthCheckChange> changes = new HashMap<>();
            for (int i = 0; i < 2; i++) {
                changes.put(verdicts.awaitChange(i).healthCheck(), verdicts.awaitChange(i));
            }
            assertThat(changes.get("none"))
                    .extracting(HealthCheckChange::error)
                    .isEqualTo("interface no-such-if does not exist");
            assertThat(changes.get("lo")).extracting(HealthCheckChange::healthy).isEqualTo(true);
        }
    }

    @Test
    void programThatVanishesIsAFailureWithTheRemedyUntilItIsBack() throws Exception {
        Path program = folder.resolve("check");
        writeProgram(program);
        try (HealthCheckRunner runner = runner()) {
            HealthCheckTarget target = new HealthCheckTarget.Command(List.of(program.toString()), null);
            runner.configured(Map.of("mail", List.of(HealthSpecs.of("queue", target, 300, 250))));
            assertThat(verdicts.awaitChange(0).healthy()).isTrue();

            Files.delete(program);
            HealthCheckChange failed = verdicts.awaitChange(1);
            assertThat(failed.healthy()).isFalse();
            assertThat(failed.error())
                    .isEqualTo("there is no program %s; install it or correct the path".formatted(program));
            assertThat(verdicts.states("mail").getFirst().lastError()).isEqualTo(failed.error());

            writeProgram(program);
            assertThat(verdicts.awaitChange(2).healthy()).isTrue();
        }
    }

    private static void writeProgram(Path program) throws IOException {
        Files.writeString(program, "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void moreCommandsThanPlacesWaitForTheirTurn() {
        try (HealthCheckRunner runner = runner()) {
            Map<String, List<HealthCheckSpec>> routers = new HashMap<>();
            for (int i = 0; i < 3 * HealthCheckRunner.MAX_COMMANDS; i++) {
                HealthCheckTarget target = HealthSpecs.command("sleep", "0.3" + i);
                routers.put("router-" + i, List.of(HealthSpecs.of("sleep", target, 5_000, 4_900)));
            }
            runner.configured(routers);
            verdicts.awaitChange(routers.size() - 1);
            assertThat(verdicts.changes()).allMatch(HealthCheckChange::healthy);
        }
    }

    private HealthCheckRunner runner() {
        return HealthCheckRunner.start("node-a", service -> presence.get(), verdicts);
    }

    /** Fills the queue of a server that accepts nothing, so that the kernel drops further connections. */
    private static List<Socket> fill(ServerSocket server) throws Exception {
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), 100);
            } catch (java.net.SocketTimeoutException e) {
                return waiting;
            }
        }
        return waiting;
    }

    private static long openSockets() {
        try (var descriptors = java.nio.file.Files.list(java.nio.file.Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(link -> {
                        try {
                            return java.nio.file.Files.readSymbolicLink(link)
                                    .toString()
                                    .startsWith("socket:");
                        } catch (java.io.IOException e) {
                            return false;
                        }
                    })
                    .count();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
