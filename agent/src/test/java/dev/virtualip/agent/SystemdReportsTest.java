package dev.virtualip.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.report.SampleSnapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports to a socket of this test's own, about an event loop that the test plays. */
final class SystemdReportsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final long PID = 4711;

    @TempDir
    private Path folder;

    private final AtomicReference<CompletableFuture<Boolean>> turn =
            new AtomicReference<>(CompletableFuture.completedFuture(true));
    private NotifyListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new NotifyListener(folder.resolve("notify").toString());
    }

    @AfterEach
    void close() throws IOException {
        turn.set(CompletableFuture.failedFuture(new RejectedExecutionException("the test is over")));
        listener.close();
    }

    @Test
    void readinessIsFollowedByTheStateInALine() throws Exception {
        reports("0").ready(loop());

        assertThat(listener.next(PATIENCE)).isEqualTo("READY=1\nSTATUS=Started.");
        assertThat(listener.next(PATIENCE)).isEqualTo("WATCHDOG=1\nSTATUS=2 virtual routers: 1 Active, 1 Backup.");
        assertThat(listener.next(QUIET)).isEmpty();
    }

    @Test
    void pingsComeSeveralTimesWithinTheTimeOfTheWatchdog() throws Exception {
        reports("90000").ready(loop());

        assertThat(listener.next(PATIENCE)).startsWith("READY=1");
        assertThat(listener.next(PATIENCE)).startsWith("WATCHDOG=1\nSTATUS=");
        for (int i = 0; i < 5; i++) {
            assertThat(listener.next(PATIENCE)).isEqualTo("WATCHDOG=1");
        }
    }

    @Test
    void pingsStopWhileTheLoopIsStuckAndReturnWithIt() throws Exception {
        reports("30000").ready(loop());
        assertThat(listener.next(PATIENCE)).startsWith("READY=1");

        CompletableFuture<Boolean> stuck = new CompletableFuture<>();
        turn.set(stuck);
        listener.untilQuiet(QUIET);
        assertThat(listener.next(QUIET)).isEmpty();

        turn.set(CompletableFuture.completedFuture(true));
        stuck.complete(true);
        assertThat(listener.next(PATIENCE)).isEqualTo("WATCHDOG=1");
    }

    @Test
    void changeIsReported() throws Exception {
        SystemdReports reports = reports("30000");
        reports.ready(loop());
        assertThat(listener.next(PATIENCE)).startsWith("READY=1");
        assertThat(listener.next(PATIENCE)).contains("STATUS=");

        reports.changed();

        String message = listener.next(PATIENCE);
        while (message.equals("WATCHDOG=1")) {
            message = listener.next(PATIENCE);
        }
        assertThat(message).contains("STATUS=2 virtual routers");
    }

    @Test
    void reloadingEndsWithReady() throws Exception {
        SystemdReports reports = reports("0");

        reports.reloading();
        reports.reloaded();

        assertThat(listener.next(PATIENCE)).matches("RELOADING=1\nMONOTONIC_USEC=\\d+\nSTATUS=[^\n]+");
        assertThat(listener.next(PATIENCE)).isEqualTo("READY=1");
    }

    @Test
    void lineOfTheStopIsTheLastOne() throws Exception {
        SystemdReports reports = reports("30000");
        reports.ready(loop());
        assertThat(listener.next(PATIENCE)).startsWith("READY=1");
        assertThat(listener.next(PATIENCE)).contains("STATUS=");

        reports.stopping();
        reports.changed();

        String message = listener.next(PATIENCE);
        while (message.equals("WATCHDOG=1")) {
            message = listener.next(PATIENCE);
        }
        assertThat(message).isEqualTo("STOPPING=1\nSTATUS=Handing over and removing the addresses.");
        turn.set(new CompletableFuture<>());
        assertThat(listener.untilQuiet(QUIET)).allMatch("WATCHDOG=1"::equals);
    }

    @Test
    void withoutSystemdNothingIsDone() {
        SystemdReports reports = new SystemdReports(Map.of("WATCHDOG_USEC", "1000"), PID);

        reports.ready(new SystemdReports.EventLoop(
                () -> {
                    throw new AssertionError("asked without need");
                },
                () -> {
                    throw new AssertionError("asked without need");
                }));
        reports.reloading();
        reports.reloaded();
        reports.stopping();
    }

    @ParameterizedTest
    @CsvSource({"10000000,,10000", "10000000,4711,10000", "10000000,4712,0", "abc,,0", "-5,,0", ",,0"})
    void watchdogIsTakenFromTheEnvironment(String usec, String pid, long millis) {
        Map<String, String> environment = new HashMap<>();
        if (usec != null) {
            environment.put("WATCHDOG_USEC", usec);
        }
        if (pid != null) {
            environment.put("WATCHDOG_PID", pid);
        }
        assertThat(SystemdReports.watchdogMillis(environment, PID)).isEqualTo(millis);
    }

    @Test
    void lineWithoutVirtualRoutersSaysSo() {
        assertThat(SystemdReports.line(SampleSnapshots.empty())).isEqualTo("No virtual router is configured.");
    }

    private SystemdReports reports(String watchdogMicros) {
        return new SystemdReports(
                Map.of("NOTIFY_SOCKET", folder.resolve("notify").toString(), "WATCHDOG_USEC", watchdogMicros), PID);
    }

    private SystemdReports.EventLoop loop() {
        NodeSnapshot node = SampleSnapshots.node();
        return new SystemdReports.EventLoop(() -> CompletableFuture.completedFuture(node), turn::get);
    }
}
