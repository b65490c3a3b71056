package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.KeepalivedProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.kernel.Namespace;
import dev.virtualip.testkit.kernel.Signal;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program that is killed while it has a lab leaves nothing behind. */
@RequiresLab
class CrashE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void labOfAKilledProgramIsRemoved() throws Exception {
        Process child = programWithLab();
        String prefix = "vip-" + child.pid() + "-";
        List<ProcessHandle> daemons = daemonsOf(child);
        assertThat(namespacesOf(prefix)).hasSize(3);
        assertThat(daemons).isNotEmpty();

        Signal.KILL.to(child.toHandle());

        Wait.until(
                "the namespaces are gone", PATIENCE, () -> namespacesOf(prefix).isEmpty());
        Wait.until("keepalived is gone", PATIENCE, () -> daemons.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void nextLabRemovesWhatTheCleanupCouldNot() throws Exception {
        Process child = programWithLab();
        String prefix = "vip-" + child.pid() + "-";
        List<ProcessHandle> daemons = daemonsOf(child);
        List<ProcessHandle> guard = child.descendants()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch("lab-guard"::equals))
                .toList();
        assertThat(guard).isNotEmpty();

        guard.forEach(Signal.KILL::to);
        Signal.KILL.to(child.toHandle());
        child.waitFor();
        Wait.millis(500);
        assertThat(namespacesOf(prefix)).as("left behind by the crash").hasSize(3);

        try (Lab next = Lab.start("CrashE2E-next", LabSubnets.DOCUMENTATION, "a")) {
            assertThat(namespacesOf(prefix)).isEmpty();
            assertThat(next.host("a").addresses()).isNotEmpty();
            Wait.until("keepalived is gone", PATIENCE, () -> daemons.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    /** Program of {@link #programWithLab}: builds a lab with a keepalived, prints "ready", and waits to be killed. */
    public static void main(String[] arguments) {
        // Never closed: the test kills this program while it has it.
        Lab lab = Lab.start("CrashE2E-child", LabSubnets.DOCUMENTATION, "a", "client");
        KeepalivedProcess.start(lab.host("a"), RouterSetup.of("192.0.2.100/24"));
        Wait.millis(500);
        System.out.println("ready");
        Wait.millis(Duration.ofMinutes(2).toMillis());
    }

    private static Process programWithLab() throws IOException {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashE2E.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo("ready");
        return child;
    }

    private static List<ProcessHandle> daemonsOf(Process child) {
        return child.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("keepalived"))
                .toList();
    }

    private static List<String> namespacesOf(String prefix) {
        return Namespace.all().stream().filter(name -> name.startsWith(prefix)).toList();
    }
}
