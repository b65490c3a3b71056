package dev.virtualip.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real images, built of what {@code mvn package} left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageBuildIT {

    private static final Path IMAGES = Path.of("target/images").toAbsolutePath();
    private static final long AGENT_BYTES = 95_000_000;
    private static final long PATIENCE_SECONDS = 60;

    private final List<ImageBuild.Built> images = new ArrayList<>();

    static List<Program> programs() {
        return Program.ALL;
    }

    @BeforeAll
    void buildThem() throws IOException {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        assumeTrue(
                root || "true".equals(System.getenv("CI")),
                "needs root: the images' own runtime runs in a root of its own");
        for (Program program : Program.ALL) {
            images.add(build(program, IMAGES));
        }
    }

    @Test
    void twoBuildsInDifferentFoldersGiveOneDigest(@TempDir Path elsewhere) throws IOException {
        ImageBuild.Built again = build(Program.AGENT, elsewhere);

        assertThat(again.digest()).isEqualTo(image(Program.AGENT).digest());
        assertThat(again.archive()).hasSameBinaryContentAs(image(Program.AGENT).archive());
    }

    @Test
    void theAgentTakesLittleOfANodesDisk() {
        assertThat(image(Program.AGENT).unpackedBytes()).isLessThanOrEqualTo(AGENT_BYTES);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theProgramRunsWithNothingButTheImage(Program program) throws Exception {
        List<String> command = program.entrypoint(image(program).config().withClassArchive());

        assertThat(run(program, command, "--help")).contains(program.name()).doesNotContain("Exception", "[warning]");
    }

    /** Otherwise the start is slow and nobody would know why: deploy/src/build/list-classes.sh makes the list anew. */
    @Test
    void theClassArchiveServesTheAgent() throws Exception {
        List<String> command = new ArrayList<>(Program.AGENT.entrypoint(true));
        // After the options that turn every log off.
        command.addAll(command.indexOf("-jar"), List.of("-Xshare:on", "-Xlog:class+load:file=/tmp/loaded"));
        run(Program.AGENT, command, "--help");

        Path loaded = IMAGES.resolve(Program.AGENT.name()).resolve("tmp/loaded");
        List<String> classes = Files.readAllLines(loaded);
        Files.delete(loaded);
        assertThat(classes).hasSizeGreaterThan(100);
        assertThat(classes.stream().filter(line -> !line.contains("shared objects file")))
                .hasSizeLessThan(classes.size() / 10);
    }

    private ImageBuild.Built image(Program program) {
        return images.stream()
                .filter(image -> image.config().program().equals(program))
                .findFirst()
                .orElseThrow();
    }

    private static ImageBuild.Built build(Program program, Path output) throws IOException {
        Path repository = Samples.repository();
        Release release = new Release(repository, version(repository), Release.revisionOf(repository), Samples.TIME);
        Architecture machine = Architecture.named(Objects.requireNonNull(System.getProperty("os.arch")));
        return new ImageBuild(release, machine, output, true).build(program);
    }

    private static String version(Path repository) throws IOException {
        String pom = Files.readString(repository.resolve("pom.xml"));
        return pom.replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");
    }

    private static String run(Program program, List<String> entrypoint, String argument) throws Exception {
        Path root = IMAGES.resolve(program.name());
        List<String> command =
                new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc=/proc"));
        command.add("--root=" + root);
        command.addAll(entrypoint);
        command.add(argument);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(said)
                    .isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
