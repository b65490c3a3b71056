package dev.virtualip.deploy.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Provenance of an image: an in-toto statement with SLSA's predicate, version 1, which names the image by its digest
 * and everything that it was made of. It is not signed: signing is up to the publisher of an image.
 */
final class Provenance {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Provenance() {}

    /** Writes {@code NAME.provenance.json} beside the image. */
    static Path write(ImageBuild.Built image) throws IOException {
        ImageConfig config = image.config();
        String name = config.program().name();
        ObjectNode statement = JSON.createObjectNode().put("_type", "https://in-toto.io/Statement/v1");
        statement
                .putArray("subject")
                .addObject()
                .put("name", "pkg:oci/" + name)
                .putObject("digest")
                .put("sha256", image.digest().hex());
        statement.put("predicateType", "https://slsa.dev/provenance/v1");
        ObjectNode predicate = statement.putObject("predicate");
        ObjectNode definition = predicate.putObject("buildDefinition");
        definition.put("buildType", ImageConfig.PROJECT + "/tree/main/deploy#images");
        definition
                .putObject("externalParameters")
                .put("command", "mvn -B -P image package")
                .put("image", config.reference())
                .put("architecture", config.architecture().debianName())
                .put("classArchive", config.withClassArchive())
                .put("time", config.time().toString());
        addInputs(definition.putArray("resolvedDependencies"), image);
        ObjectNode details = predicate.putObject("runDetails");
        details.putObject("builder").put("id", ImageConfig.PROJECT + "/tree/main/deploy");
        Path file = image.archive().resolveSibling(name + ".provenance.json");
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(statement) + "\n");
        return file;
    }

    private static void addInputs(ArrayNode inputs, ImageBuild.Built image) throws IOException {
        ImageConfig config = image.config();
        String revision = config.release().revision();
        if (!revision.isEmpty()) {
            inputs.addObject()
                    .put("uri", "git+" + ImageConfig.PROJECT + "@" + revision)
                    .putObject("digest")
                    .put("gitCommit", revision);
        }
        CLibrary libc = CLibrary.pinned(config.architecture());
        add(inputs, "pkg:deb/debian/libc6@" + libc.version(), libc.digest());
        inputs.addObject().put("uri", "pkg:generic/" + config.javaVersion());
        Path home = image.archive().resolveSibling(config.program().name()).resolve(Program.HOME);
        for (Path jar : jars(home)) {
            add(inputs, "file:/" + Program.HOME + "/" + home.relativize(jar), Digest.of(jar));
        }
    }

    private static void add(ArrayNode inputs, String uri, Digest digest) {
        inputs.addObject().put("uri", uri).putObject("digest").put("sha256", digest.hex());
    }

    private static List<Path> jars(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
