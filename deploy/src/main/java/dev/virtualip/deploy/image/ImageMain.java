package dev.virtualip.deploy.image;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds all images; called by {@code mvn -P image package}. */
final class ImageMain {

    private static final double MEGABYTE = 1e6;

    private ImageMain() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = options(arguments);
        try {
            build(options);
        } catch (ImageException e) {
            System.err.println("images: " + e.getMessage());
            System.exit(1);
        }
    }

    /** The options by name. */
    static Map<String, String> options(String[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /** What is built, by the options. */
    static BuildInput release(Map<String, String> options) throws IOException {
        Path repository = Path.of(option(options, "--repository"));
        return new BuildInput(
                repository,
                option(options, "--version"),
                BuildInput.revisionOf(repository),
                FileTime.from(Instant.parse(option(options, "--time"))));
    }

    private static void build(Map<String, String> options) throws IOException {
        BuildInput release = release(options);
        Path repository = release.repository();
        Architecture architecture = Architecture.named(System.getProperty("os.arch"));
        ImageBuild build = new ImageBuild(
                release,
                architecture,
                Path.of(option(options, "--output")),
                Boolean.parseBoolean(option(options, "--class-archive")));
        for (Program program : Program.ALL) {
            ImageBuild.Built image = build.build(program);
            Path bill = BillOfMaterials.write(
                    image, repository.resolve(program.module()).resolve("target/bom.json"));
            Path provenance = Provenance.write(image);
            Attachments.write(image, bill, provenance);
            System.out.printf(
                    "%s %s %s: %.1f MB unpacked, %s%n",
                    image.config().reference(),
                    architecture.debianName(),
                    image.digest().named(),
                    image.unpackedBytes() / MEGABYTE,
                    repository.relativize(image.archive()));
        }
    }

    static String option(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new ImageException(name + "= is missing");
        }
        return value;
    }
}
