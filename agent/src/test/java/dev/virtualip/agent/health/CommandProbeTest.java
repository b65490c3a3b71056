package dev.virtualip.agent.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.virtualip.agent.node.HealthCheckTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommandProbeTest {
    private static final long LONG = 20 * HealthSpecs.SECOND;
    private static final long SHORT = 300 * HealthSpecs.MILLI;

    @TempDir
    private Path folder;

    @Test
    void exitCodeDecides() {
        assertThat(run(HealthSpecs.command("true"), LONG)).isEqualTo(CheckResult.PASSED);
        assertThat(error(HealthSpecs.command("false"), LONG)).isEqualTo("false exited with 1");
        assertThat(error(HealthSpecs.shell("echo; echo first; echo ' no nginx ' >&2; echo; exit 3"), LONG))
                .isEqualTo("/bin/sh exited with 3: no nginx");
        assertThat(error(HealthSpecs.shell("kill -KILL $$"), LONG)).isEqualTo("/bin/sh ended by signal 9");
    }

    @Test
    void argumentsAreNotReadByAShell() {
        assertThat(run(HealthSpecs.command("test", "$HOME; *", "=", "$HOME; *"), LONG))
                .isEqualTo(CheckResult.PASSED);
    }

    @Test
    void environmentIsMinimal() {
        assertThat(error(HealthSpecs.shell("env | sort | grep -v '^_=\\|^PWD=' | tr '\\n' ' '; exit 1"), LONG))
                .isEqualTo("/bin/sh exited with 1: LANG=C.UTF-8 PATH=" + CommandSetup.PATH);
    }

    @Test
    void hangingCommandIsKilledWithItsWholeGroup() throws Exception {
        Path file = folder.resolve("pids");
        String error = error(
                HealthSpecs.shell("sleep 1000 & echo $! > %s; (sleep 1001 & echo $! >> %s; wait) & echo waits; wait"
                        .formatted(file, file)),
                SHORT);
        assertThat(error).isEqualTo("/bin/sh did not end within 300ms and was killed: waits");
        assertGone(Files.readAllLines(file), 2);
    }

    @Test
    void processThatACommandLeavesBehindIsKilled() throws Exception {
        Path file = folder.resolve("pids");
        assertThat(run(HealthSpecs.shell("sleep 1000 & echo $! > " + file), LONG))
                .isEqualTo(CheckResult.PASSED);
        assertGone(Files.readAllLines(file), 1);
    }

    @Test
    void commandThatIgnoresSignalsIsKilled() {
        assertThat(error(HealthSpecs.shell("trap '' TERM HUP INT; while :; do sleep 0.01; done"), SHORT))
                .contains("was killed");
    }

    @Test
    void floodOfOutputTakesNoMemoryAndNoExtraTime() {
        assertThat(run(HealthSpecs.shell("head -c 50000000 /dev/zero; exit 0"), LONG))
                .isEqualTo(CheckResult.PASSED);
        // The last line may be cut where the command was killed.
        assertThat(error(HealthSpecs.command("yes", "y".repeat(1000)), SHORT))
                .matches("yes did not end within 300ms and was killed: y{1,%d}".formatted(CommandOutput.MAX_LINE));
    }

    @Test
    void missingProgramsAreNamed() throws Exception {
        assertThat(error(HealthSpecs.command("no-such-program"), LONG))
                .startsWith("there is no program no-such-program in /usr/local/sbin:");
        assertThat(error(HealthSpecs.command("/opt/no-such-program"), LONG))
                .isEqualTo("there is no program /opt/no-such-program; install it or correct the path");
        Path file = Files.createFile(folder.resolve("check.sh"));
        assertThat(error(HealthSpecs.command(file.toString()), LONG))
                .isEqualTo(file + " is not an executable file; run chmod +x, or correct the path");
    }

    @Test
    void unknownUserIsNamed() {
        assertThat(error(new HealthCheckTarget.Command(List.of("true"), "no-such-user"), LONG))
                .isEqualTo("there is no user no-such-user on this host; create it or name another one");
    }

    /** In a program with a file of users of its own: this machine's stays as it is. */
    @Test
    void userThatIsRemovedMeanwhileIsNamedAndFoundAgain() throws Exception {
        assumeTrue(isRoot(), "needs root to become another user");
        Path users = Files.copy(Path.of("/etc/passwd"), folder.resolve("passwd"));
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        Process process = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "sh",
                        "-ec",
                        "mount --bind \"$1\" /etc/passwd; exec \"$2\" -cp \"$3\" \"$4\" \"$1\"",
                        "sh",
                        users.toString(),
                        java,
                        System.getProperty("java.class.path"),
                        UserCheckProgram.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output.lines())
                .containsExactly(
                        CheckResult.PASSED.toString(),
                        new CheckResult.Failed("there is no user vip-check on this host; create it or name another one")
                                .toString(),
                        CheckResult.PASSED.toString());
    }

    @Test
    void commandRunsAsItsUserWithoutCapabilities() throws Exception {
        assumeTrue(isRoot(), "needs root to become another user");
        HealthCheckTarget.Command command = new HealthCheckTarget.Command(
                List.of("/bin/sh", "-c", "echo $(id -un) $(id -gn) $(grep CapEff /proc/self/status); exit 1"),
                "nobody");
        assertThat(error(command, LONG)).isEqualTo("/bin/sh exited with 1: nobody nogroup CapEff: 0000000000000000");
        assertThat(CommandSetup.of(new HealthCheckTarget.Command(List.of("true"), "root"))
                        .argv())
                .noneMatch(argument -> argument.contains("setpriv"));
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static CheckResult run(HealthCheckTarget.Command command, long timeoutNanos) {
        return new CommandProbe(command, timeoutNanos, new Semaphore(1)).run();
    }

    private static String error(HealthCheckTarget.Command command, long timeoutNanos) {
        CheckResult result = run(command, timeoutNanos);
        assertThat(result).isInstanceOf(CheckResult.Failed.class);
        return ((CheckResult.Failed) result).error();
    }

    private static void assertGone(List<String> pids, int count) {
        assertThat(pids).hasSize(count);
        pids.forEach(pid -> RecordedVerdicts.await(() -> isGone(pid)));
    }

    /** A killed process without a parent that waits for it stays as a zombie. */
    private static boolean isGone(String pid) {
        try {
            return Files.readString(Path.of("/proc", pid, "stat")).contains(") Z ");
        } catch (IOException e) {
            return true;
        }
    }
}
