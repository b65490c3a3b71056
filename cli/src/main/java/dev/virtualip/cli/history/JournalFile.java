package dev.virtualip.cli.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.cli.output.CommandFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads the transitions in the journal of an agent ({@code virtualip-agent run --journal FILE}). */
final class JournalFile {
    private static final JsonMapper JSON = new JsonMapper();

    private JournalFile() {}

    /** The transitions of these virtual routers. */
    static List<HistoryEntry> read(Path file, Predicate<String> router) throws CommandFailedException {
        List<HistoryEntry> entries = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.forEach(line -> add(line, String.valueOf(file.getFileName()), router, entries));
            return entries;
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailedException("--journal %s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private static void add(String line, String source, Predicate<String> router, List<HistoryEntry> entries) {
        JsonNode entry;
        try {
            entry = JSON.readTree(line);
        } catch (JsonProcessingException _) {
            // The last line of a journal that is being written.
            return;
        }
        JsonNode reason = entry.path("step").path("reason");
        String name = entry.path("virtualRouter").asText();
        if (reason.isTextual() && router.test(name)) {
            String from = entry.path("before").path("type").asText();
            String to = entry.path("step").path("next").path("type").asText();
            entries.add(new HistoryEntry(
                    entry.path("time").asText(),
                    source,
                    from,
                    to,
                    reason.asText(),
                    "%s: %s -> %s".formatted(name, from, to),
                    1));
        }
    }
}
