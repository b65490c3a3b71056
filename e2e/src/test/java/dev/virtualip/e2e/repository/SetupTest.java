package dev.virtualip.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/demo} and {@code bin/test} say what a machine lacks, all at once, and show the progress of a build. */
class SetupTest {
    private static final Path BIN = Repository.here().root().resolve("bin");

    /** Programs that the scripts call, besides those that they check for. */
    private static final String[] TOOLS = {
        "bash",
        "readlink",
        "dirname",
        "cat",
        "find",
        "mkdir",
        "awk",
        "sed",
        "sort",
        "tail",
        "grep",
        "mv",
        "sleep",
        "tput"
    };

    private record Run(int exit, String out) {}

    @TempDir
    Path folder;

    private Path tools;

    @BeforeEach
    void layOut() throws IOException {
        tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : TOOLS) {
            script(tool, "exec /usr/bin/" + tool + " \"$@\"");
        }
        script("df", "echo header; echo disk 0 0 99999999");
        script("uname", "[ \"$1\" = -m ] && echo x86_64 || echo Linux");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "test"})
    void unknownOptionIsRefusedWithTheKnownOnes(String command) throws Exception {
        Run run = run(Map.of(), BIN.resolve(command).toString(), "--wrong");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out().lines()).singleElement().asString().contains("unknown: --wrong", "--yes", "--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "test"})
    void helpNamesOptionsAndExitCodes(String command) throws Exception {
        Run run = run(Map.of(), BIN.resolve(command).toString(), "--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("--yes", "Exit codes", "Needs root");
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() throws Exception {
        script("id", "echo 1000");
        script("apt-get", "exit 1");
        script("apt-cache", "case $2 in there) echo '  Candidate: 6.1' ;; *) echo '  Candidate: (none)' ;; esac");

        Run run = prepare("check_machine 1; needs one-program=there other-program=ghost; install_missing");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out())
                .contains("this machine lacks:")
                .contains("root, for network namespaces")
                .contains("the package ghost, which this distribution does not have")
                .contains("apt-get install --no-install-recommends there");
    }

    @Test
    void cacheThatCannotBeWrittenIsNamed() throws Exception {
        script("id", "echo 1000");
        script("df", "exit 1");
        Files.createFile(folder.resolve("cache"));

        Run run = prepare("check_machine 1; install_missing");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).contains("root, for network namespaces", "a cache that can be written", "XDG_CACHE_HOME");
    }

    @Test
    void packagesAreNotInstalledWithoutATerminalOrConsent() throws Exception {
        script("id", "echo 0");
        script("unshare", "exit 0");
        script("apt-get", "echo INSTALLED");
        script("apt-cache", "echo '  Candidate: 6.1'");

        Run run = prepare("check_machine 1; needs one-program=one other-program=other; install_missing");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out())
                .contains("apt-get install --no-install-recommends one other", "--yes")
                .doesNotContain("INSTALLED");
    }

    @Test
    void goThatIsTooOldIsNotInstalled() throws Exception {
        script("id", "echo 0");
        script("unshare", "exit 0");
        script("apt-get", "exit 1");
        script("apt-cache", "echo '  Candidate: 2:1.19~1'");
        script("go", "echo go1.19.8");

        Run run = prepare("check_machine 1; check_go; install_missing");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).contains("Go 1.21 or newer", "tar -xz -C /usr/local");
    }

    @Test
    void remedyThatNeedsCurlFollowsItsPackage() throws Exception {
        script("id", "echo 0");
        script("unshare", "exit 0");
        script("apt-get", "exit 0");
        script("apt-cache", "case $2 in curl) echo '  Candidate: 7' ;; *) echo '  Candidate: (none)' ;; esac");

        Run run = prepare("JAVA_HOME=" + javaWithoutCompiler() + "; check_machine 1; check_java; install_missing");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).containsSubsequence("apt-get install", "ca-certificates curl", "curl -fsSL");
    }

    @Test
    void jdkWithCompilerIsPassedToMaven() throws Exception {
        Path home = javaWithoutCompiler();
        String check = "JAVA_HOME=" + home + "; check_java; install_missing; sh -c 'echo home $JAVA_HOME'";
        link("setsid");

        assertThat(prepare(check).out()).contains("this machine lacks:", "a JDK 25");
        script(home.resolve("bin/javac"), "exit 0");
        assertThat(prepare(check).out()).isEqualTo("home " + home);
    }

    @Test
    void buildOfGoShowsItsNumberOfPackages() throws Exception {
        Path packages = Files.writeString(folder.resolve("go.log"), "errors\ninternal/abi\n# a remark\n");
        Path log = Files.writeString(
                folder.resolve("step.log"),
                "e2e/kubernetes/build.sh: 1 of 2: building etcd\ne2e/kubernetes/build.sh: 58 packages, log %s\n"
                        .formatted(packages));

        assertThat(prepare("how_far " + log).out()).isEqualTo("1 of 2: building etcd, package 2 of 58");
    }

    @Test
    void otherDistributionsGetTheNamesOfMissingPackages() throws Exception {
        script("id", "echo 0");
        script("unshare", "exit 0");

        Run run = prepare("check_machine 1; needs one-program=nftables; install_missing");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).contains("what Debian has in the package nftables");
    }

    @Test
    void stepShowsItsLastDuration() throws Exception {
        link("setsid");
        String build = "begin a 'the first' sh -c 'sleep 1'; begin b 'the second' sh -c 'true'; finish";

        assertThat(prepare(build).out()).contains("the first: started", "the first: done in", "the second: done in");
        assertThat(prepare(build).out()).containsPattern("the first: started, took \\d+ s last time");
    }

    @Test
    void oneStepIsWaitedForWhileAnotherGoesOn() throws Exception {
        link("setsid");
        Path mark = folder.resolve("mark");
        String until = "sh -c 'while [ ! -e %s ]; do sleep 0.1; done'".formatted(mark);

        Run run = prepare("begin a 'the long one' " + until
                + "; begin b 'the short one' true; finish b; echo between; :>" + mark + "; finish");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).containsSubsequence("the short one: done in", "between", "the long one: done in");
    }

    @Test
    void failedStepShowsItsLogAndEndsTheOthers() throws Exception {
        link("setsid");
        long started = System.nanoTime();

        Run run = prepare("begin a 'the long one' sleep 300; begin b 'the bad one' sh -c 'echo why; exit 3'; finish");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("the bad one: failed", "    why", "b.log");
        assertThat(System.nanoTime() - started).isLessThan(TimeUnit.SECONDS.toNanos(60));
    }

    /** Found before all that this machine may have. */
    private Path javaWithoutCompiler() throws IOException {
        Path home = folder.resolve("jdk");
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        script(home.resolve("bin/java"), "exit 0");
        return home;
    }

    private void script(String name, String command) throws IOException {
        script(tools.resolve(name), command);
    }

    private static void script(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void link(String name) throws IOException {
        script(name, "exec /usr/bin/" + name + " \"$@\"");
        script("sh", "exec /bin/sh \"$@\"");
        script("true", "exit 0");
    }

    /** Runs these lines behind the script that sets a machine up. */
    private Run prepare(String lines) throws Exception {
        String source = "set -euo pipefail; root=$1 program=bin/try yes=''; . \"$root/bin/setup.sh\"; ";
        return run(
                Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()),
                tools.resolve("bash").toString(),
                "-c",
                source + lines,
                "bash",
                String.valueOf(BIN.getParent()));
    }

    private Run run(Map<String, String> environment, String... command) throws Exception {
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("ends in time")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(out).strip());
    }
}
