package dev.virtualip.agent.config.file;

import dev.virtualip.agent.config.DocumentBinder;
import dev.virtualip.agent.config.DocumentTree;
import dev.virtualip.agent.config.FileProblems;
import dev.virtualip.agent.config.FileText;
import dev.virtualip.agent.config.YamlParser;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The documents of {@code src/test/resources/config}. */
public final class ConfigDocuments {
    private ConfigDocuments() {}

    /** All files of a folder, by name; at least one. */
    public static List<Path> in(String folder) throws IOException {
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
            case ConfigFileResult.Valid ok -> ok.config();
            case ConfigFileResult.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    /** The virtual routers of a valid document, as it writes them. */
    public static List<VirtualRouter> routers(Path file) {
        FileProblems problems = new FileProblems(file);
        DocumentTree tree = Objects.requireNonNull(
                YamlParser.parse(Objects.requireNonNull(FileText.read(file, problems)), problems));
        ConfigFile.Document document =
                DocumentBinder.strict(problems, tree).bind(tree.root(), ConfigFile.Document.class);
        return Objects.requireNonNull(Objects.requireNonNull(document).spec()).virtualRouters();
    }

    private static Path root() {
        try {
            return Path.of(
                    Objects.requireNonNull(ConfigDocuments.class.getResource("/config"), "the documents are built")
                            .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
