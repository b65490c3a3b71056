package dev.virtualip.cli;

import dev.virtualip.cli.conversion.UnreadableConfigException;
import dev.virtualip.cli.keepalived.ConfigInput;
import dev.virtualip.cli.keepalived.ImportResult;
import dev.virtualip.cli.keepalived.map.KeepalivedImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder with configurations and what must come out of them: {@code *.conf} in, one per host; {@code expected.yaml},
 * the VirtualIPs and then the VRRPRouters; {@code expected.txt}, the remarks; {@code config-ids}, if there is one, a
 * config-id per line for the only {@code *.conf}, which is then that of several hosts.
 */
record GoldenCase(Path folder) {
    private static final Path ROOT = Path.of("src/test/resources/import");

    static List<GoldenCase> all() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(GoldenCase::new)
                    .toList();
        }
    }

    List<Path> configurations() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".conf"))
                    .sorted()
                    .toList();
        }
    }

    ImportResult run() throws IOException, UnreadableConfigException {
        List<ConfigInput> inputs = new ArrayList<>();
        for (Path file : configurations()) {
            for (String id : configIds()) {
                inputs.add(new ConfigInput(file, nullIfBlank(id)));
            }
        }
        return KeepalivedImport.run(inputs);
    }

    private List<String> configIds() throws IOException {
        Path ids = file("config-ids");
        return Files.exists(ids) ? Files.readAllLines(ids) : List.of("");
    }

    private static @Nullable String nullIfBlank(String text) {
        return text.isBlank() ? null : text;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** The documents as the program would write them, all in one text. */
    static String yaml(ImportResult result) throws IOException {
        List<Object> documents = new ArrayList<>(result.virtualIPs());
        documents.addAll(result.routers());
        return DocumentWriter.yaml(documents);
    }

    /** The remarks as the program would write them if it were called within the folder. */
    String remarks(ImportResult result) {
        return result.remarks().stream()
                .map(remark -> remark.toString().replace(folder + "/", ""))
                .map(remark -> remark.replace(folder.toAbsolutePath().toString(), "FOLDER") + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return String.valueOf(folder.getFileName());
    }
}
