package dev.virtualip.deploy.image;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Architecture architecture = Architecture.named(System.getProperty("os.arch"));
        Path output = Path.of(option(options, "--output"));
        boolean classArchive = Boolean.parseBoolean(option(options, "--class-archive"));
        ImageBuild build = new ImageBuild(release, architecture, output, classArchive, Optional.empty());
        Map<Architecture, Path> runtimes = foreignRuntimes(options.getOrDefault("--foreign-runtimes", ""));
        for (Program program : Program.ALL) {
            List<ImageBuild.Built> images = new ArrayList<>(List.of(build(build, program)));
            for (Map.Entry<Architecture, Path> foreign : runtimes.entrySet()) {
                Path folder = output.resolve(foreign.getKey().debianName());
                images.add(build(
                        new ImageBuild(release, foreign.getKey(), folder, false, Optional.of(foreign.getValue())),
                        program));
            }
            if (images.size() > 1) {
                Path archive = output.resolve(program.name() + ".index.tar");
                System.out.printf(
                        "index %s: %s%n", ImageIndex.write(images, archive).named(), archive);
            }
        }
    }

    private static ImageBuild.Built build(ImageBuild build, Program program) throws IOException {
        ImageBuild.Built image = build.build(program);
        Path repository = build.release().repository();
        Path bill = BillOfMaterials.write(
                image, repository.resolve(program.module()).resolve("target/bom.json"));
        ArtifactAttachments.write(image, bill, Provenance.write(image));
        System.out.printf(
                "%s %s %s: %.1f MB unpacked, %s%n",
                image.config().reference(),
                build.architecture().debianName(),
                image.digest().named(),
                image.unpackedBytes() / MEGABYTE,
                repository.relativize(image.archive()));
        return image;
    }

    /** Reads {@code arm64=/folder,…}. */
    static Map<Architecture, Path> foreignRuntimes(String text) {
        Map<Architecture, Path> runtimes = new EnumMap<>(Architecture.class);
        for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length != 2 || parts[1].isBlank()) {
                throw new ImageException("--foreign-runtimes: '" + pair + "' is not ARCHITECTURE=FOLDER");
            }
            runtimes.put(Architecture.named(parts[0]), Path.of(parts[1]));
        }
        return runtimes;
    }

    static String option(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new ImageException(name + "= is missing");
        }
        return value;
    }
}
