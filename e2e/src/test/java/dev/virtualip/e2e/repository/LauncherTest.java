package dev.virtualip.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launchers find a Java that is new enough, start what was built, and say in one line what is missing. */
class LauncherTest {

    private record Run(int exit, String out, String err) {}

    @TempDir
    Path folder;

    private Path tools;
    private Path launcher;

    @BeforeEach
    void layOut() throws IOException {
        Path root = Repository.here().root();
        tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : new String[] {"readlink", "dirname", "find"}) {
            script(tools.resolve(tool), "exec /usr/bin/" + tool + " \"$@\"");
        }
        Files.createDirectories(folder.resolve("agent/bin"));
        Files.createDirectory(folder.resolve("bin"));
        Files.copy(root.resolve("bin/find-java.sh"), folder.resolve("bin/find-java.sh"));
        launcher = folder.resolve("agent/bin/virtualip-agent");
        Files.copy(root.resolve("agent/bin/virtualip-agent"), launcher);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "25.0.3", "25-ea", "26.0.1"})
    void javaHomeIsUsedWhenNewEnough(String version) throws Exception {
        Path home = java("home", version);

        assertThat(find(Map.of("JAVA_HOME", home.toString()), java("newer", "27"))
                        .out())
                .isEqualTo(home + "/bin/java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_392", "17.0.15", "24.0.2"})
    void pathIsSearchedWhenJavaHomeIsTooOld(String version) throws Exception {
        Path onPath = java("path", "25");
        String path = onPath.resolve("bin") + ":" + tools;

        assertThat(find(Map.of("JAVA_HOME", java("home", version).toString(), "PATH", path), java("newer", "27"))
                        .out())
                .isEqualTo(onPath + "/bin/java");
    }

    @Test
    void newestJavaOfTheUsualPlacesIsUsedWhenThePathHasNone() throws Exception {
        String path = java("path", "17").resolve("bin") + ":" + tools;

        assertThat(find(Map.of("PATH", path), java("a", "25"), java("b", "26"), java("c", "21"))
                        .out())
                .isEqualTo(folder.resolve("b/bin/java").toString());
    }

    @Test
    void javaThatIsTooOldIsNamedWithTheRemedy() throws Exception {
        Path old = java("old", "17.0.15");
        String path = old.resolve("bin") + ":" + tools;

        Run run = find(Map.of("JAVA_HOME", old.toString(), "PATH", path), old, folder.resolve("nothing"));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("agent needs Java 25 or newer; found 17 in " + old + ". Install one (Temurin 25, or your "
                        + "distribution's openjdk-25) or set JAVA_HOME to it.");
    }

    @Test
    void missingJarSaysHowToBuildIt() throws Exception {
        Run run = run(Map.of("JAVA_HOME", java("home", "25").toString()), launcher.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("is not built").contains("mvn -B package");
    }

    @Test
    void launcherRunsThroughALinkWithUnchangedArguments() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("linked"), launcher);
        jar();

        Run run = run(
                Map.of("JAVA_HOME", java("home", "25").toString(), "VIRTUALIP_AGENT_JAVA_OPTS", "-Xa -Xb"),
                link.toString(),
                "run",
                "a  b");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("<-Xa> <-Xb>")
                .endsWith("<-jar> <" + folder.resolve("agent/target/virtualip-agent.jar") + "> <run> <a  b>");
    }

    @Test
    void cacheOlderThanAJarIsIgnored() throws Exception {
        Path jar = jar();
        Path cache = Files.createFile(folder.resolve("agent/target/virtualip-agent.aot"));
        Map<String, String> environment = Map.of("JAVA_HOME", java("home", "25").toString());
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));

        assertThat(run(environment, launcher.toString()).out()).contains("<-XX:AOTCache=" + cache + ">");
        Files.setLastModifiedTime(cache, FileTime.from(Instant.EPOCH.minusSeconds(1)));
        assertThat(run(environment, launcher.toString()).out()).doesNotContain("AOTCache");
    }

    private Path jar() throws IOException {
        Files.createDirectories(folder.resolve("agent/target/lib"));
        return Files.createFile(folder.resolve("agent/target/virtualip-agent.jar"));
    }

    /** A folder that looks like a JDK; its java prints its arguments. */
    private Path java(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"), "IMPLEMENTOR=\"A\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"B\"\n");
        script(home.resolve("bin/java"), "printf '<%s> ' \"$@\"");
        return home;
    }

    private static void script(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run find(Map<String, String> environment, Path... places) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (Path place : places) {
            lines.append(place).append('\n');
        }
        String script = ". " + folder.resolve("bin/find-java.sh") + "; find_java agent \"$1\"; printf %s \"$JAVA\"";
        return run(environment, "/bin/sh", "-euc", script, "sh", lines.toString());
    }

    private Run run(Map<String, String> environment, String... command) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(tools.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends in 30 s").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(
                process.exitValue(),
                Files.readString(out).strip(),
                Files.readString(err).strip());
    }
}
