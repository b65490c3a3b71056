package dev.virtualip.agent.report.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.report.ReportJson;
import java.util.stream.Collectors;

/** Reads lines that {@link Journal} wrote. */
public final class JournalReader {
    private JournalReader() {}

    /** Whether a line is a changed verdict of a health check, which is no step and cannot be replayed. */
    static boolean isHealthCheck(String line) {
        return line.startsWith("{\"time\":") && line.contains(",\"healthCheck\":") && !line.contains(",\"step\":");
    }

    /**
     * The entry that a line holds.
     *
     * @throws IllegalArgumentException if it holds none, as the last line after a crash may; the message names the
     *     place
     */
    public static JournalEntry parse(String line) {
        try {
            JournalEntry entry = ReportJson.get().readValue(line, JournalEntry.class);
            if (entry != null) {
                return entry;
            }
        } catch (JsonMappingException e) {
            String place = e.getPath().stream()
                    .map(reference -> reference.getFieldName() == null
                            ? "[" + reference.getIndex() + "]: "
                            : reference.getFieldName() + ": ")
                    .collect(Collectors.joining());
            throw new IllegalArgumentException("not a journal entry: " + place + e.getOriginalMessage(), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a journal entry: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("not a journal entry: " + line);
    }
}
