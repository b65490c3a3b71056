package dev.virtualip.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.junit.Prerequisite;
import dev.virtualip.testkit.kernel.Namespace;
import dev.virtualip.testkit.lab.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<ImageBuild.Built> images = new ArrayList<>();

    static List<Program> programs() {
        return Program.ALL;
    }

    @BeforeAll
    void buildThem() throws IOException {
        Prerequisite.require(Namespace.canBeCreated(), "needs root: the images' own runtime runs in a root of its own");
        for (Program program : Program.ALL) {
            images.add(build(program, IMAGES));
        }
    }

    @Test
    void buildsInDifferentFoldersHaveTheSameDigest(@TempDir Path elsewhere) throws IOException {
        ImageBuild.Built again = build(Program.AGENT, elsewhere);

        assertThat(again.digest()).isEqualTo(image(Program.AGENT).digest());
        assertThat(again.archive()).hasSameBinaryContentAs(image(Program.AGENT).archive());
    }

    @Test
    void agentImageFitsItsSizeLimit() {
        assertThat(image(Program.AGENT).unpackedBytes()).isLessThanOrEqualTo(AGENT_BYTES);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programRunsFromTheImageAlone(Program program) {
        List<String> command = program.entrypoint(image(program).config().withClassArchive());

        assertThat(run(program, command, "--help")).contains(program.name()).doesNotContain("Exception", "[warning]");
    }

    /** An outdated list makes the start slow without an error; deploy/src/build/list-classes.sh rewrites it. */
    @Test
    void classArchiveServesTheAgent() throws IOException {
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
        BuildInput release =
                new BuildInput(repository, version(repository), BuildInput.revisionOf(repository), Samples.TIME);
        Architecture machine = Architecture.named(Objects.requireNonNull(System.getProperty("os.arch")));
        return new ImageBuild(release, machine, output, true).build(program);
    }

    private static String version(Path repository) throws IOException {
        String pom = Files.readString(repository.resolve("pom.xml"));
        return pom.replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");
    }

    private static String run(Program program, List<String> entrypoint, String argument) {
        Path root = IMAGES.resolve(program.name());
        List<String> command =
                new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc=/proc"));
        command.add("--root=" + root);
        command.addAll(entrypoint);
        command.add(argument);
        return CommandResult.of(command, PATIENCE).orThrow();
    }
}
