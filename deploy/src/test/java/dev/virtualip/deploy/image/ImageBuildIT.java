package dev.virtualip.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.junit.Prerequisite;
import dev.virtualip.testkit.kernel.Namespace;
import dev.virtualip.testkit.lab.CommandResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
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
    private static final String CLASS_LIST = "deploy/src/main/image/virtualip-agent.classes";

    /** A few come and go with timing. */
    private static final int MISSING_MAX = 20;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Modules that jars name for what our programs never do. */
    private static final Map<String, String> DISPENSABLE = Map.of(
            "java.desktop", "JavaBeans for Jackson and SnakeYAML, pictures in mail",
            "java.sql", "Jackson's dates of databases",
            "jdk.jfr", "Netty's recordings");

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

    /** Our own classes are never missing; what the JDK and libraries load may change. */
    @Test
    void classArchiveServesTheAgentsStart() {
        String script =
                Samples.repository().resolve("deploy/src/build/list-classes.sh").toString();
        String missing =
                CommandResult.of(List.of("sh", script, "--missing"), PATIENCE).orThrow();

        assertThat(missing.lines())
                .as("classes that the agent loads at its start, and that %s lacks; run %s", CLASS_LIST, script)
                .hasSizeLessThan(MISSING_MAX)
                .noneMatch(line -> line.startsWith("dev.virtualip."));
    }

    @Test
    void classListInTheRepositoryNamesNoneOfOurClasses() throws IOException {
        assertThat(Files.readAllLines(Samples.repository().resolve(CLASS_LIST)))
                .hasSizeGreaterThan(1000)
                .noneMatch(line -> line.matches("(@lambda-proxy )?dev/virtualip/.*"));
    }

    /** Neither too few modules, which fail when they are needed, nor too many, which only weigh. */
    @ParameterizedTest
    @MethodSource("programs")
    void runtimeHasTheModulesThatTheJarsName(Program program) throws IOException {
        Path home = IMAGES.resolve(program.name()).resolve(Program.HOME);
        List<String> arguments = new ArrayList<>(
                List.of("--multi-release", "25", "--ignore-missing-deps", "-summary", "--class-path", home + "/lib/*"));
        arguments.add(home.resolve(program.name() + ".jar").toString());
        try (DirectoryStream<Path> libraries = Files.newDirectoryStream(home.resolve("lib"), "*.jar")) {
            libraries.forEach(jar -> arguments.add(jar.toString()));
        }
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int status = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(writer, new PrintWriter(Writer.nullWriter()), arguments.toArray(String[]::new));
        Set<String> named = output.toString()
                .lines()
                .filter(line -> line.contains(" -> "))
                .map(line -> line.substring(line.indexOf(" -> ") + " -> ".length()))
                .filter(module -> module.startsWith("java.") || module.startsWith("jdk."))
                .collect(Collectors.toSet());

        assertThat(status).isZero();
        named.removeAll(DISPENSABLE.keySet());
        assertThat(program.modules()).containsExactlyInAnyOrderElementsOf(named);
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
        return new ImageBuild(release, machine, output, true, Optional.empty()).build(program);
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
