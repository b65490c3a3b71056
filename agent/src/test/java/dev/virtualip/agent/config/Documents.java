package dev.virtualip.agent.config;

import dev.virtualip.crds.v1alpha1.VirtualRouter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The documents of {@code src/test/resources/config}. */
final class Documents {
    private Documents() {}

    /** All files of a folder, by name; at least one. */
    static List<Path> in(String folder) throws IOException {
        try (Stream<Path> files = Files.list(root().resolve(folder))) {
            return files.sorted().toList();
        }
    }

    /** A valid document. */
    static Path valid(String name) {
        return root().resolve("valid").resolve(name + ".yaml");
    }

    /** A copy of a valid document in another folder, to be changed. */
    static Path copy(String name, Path folder) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), Files.readString(valid(name)));
    }

    /** What a valid document says. */
    static NodeConfig config(Path file) {
        return switch (ConfigFile.read(file)) {
            case Loaded.Ok ok -> ok.config();
            case Loaded.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    /** The virtual routers of a valid document, as it writes them. */
    static List<VirtualRouter> routers(Path file) {
        FileProblems problems = new FileProblems(file);
        YamlNode root = YamlTree.parse(Objects.requireNonNull(FileText.read(file, problems)), problems);
        ConfigFile.Document document =
                new DocumentBinder(problems, false).bind(Objects.requireNonNull(root), ConfigFile.Document.class);
        return Objects.requireNonNull(Objects.requireNonNull(document).spec()).virtualRouters();
    }

    private static Path root() {
        try {
            return Path.of(Objects.requireNonNull(Documents.class.getResource("/config"), "the documents are built")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
