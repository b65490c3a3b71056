package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.vrrp.RouterStateMachine;
import dev.virtualip.agent.vrrp.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Result of replaying a journal: each entry holds all inputs of its step, so that the state machine must produce the
 * same steps. A journal from production is thereby a test.
 *
 * @param decisions the number of entries
 * @param differences steps that differ from the recorded ones, and lines that are no entries, each with its place; at
 *     most {@link #MAX_DIFFERENCES}
 */
public record JournalReplay(int decisions, List<String> differences) {
    /** Largest number of differences. */
    public static final int MAX_DIFFERENCES = 100;

    /** Keeps a copy of the list. */
    public JournalReplay {
        differences = List.copyOf(differences);
    }

    /**
     * Replays a journal.
     *
     * @throws IOException if the file cannot be read
     */
    public static JournalReplay of(Path journal) throws IOException {
        List<String> differences = new ArrayList<>();
        int line = 0;
        int verdicts = 0;
        try (BufferedReader reader = Files.newBufferedReader(journal)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                if (JournalReader.isHealthCheck(text)) {
                    verdicts++;
                    continue;
                }
                repeat(journal.getFileName() + ":" + line, text, differences);
                if (differences.size() >= MAX_DIFFERENCES) {
                    break;
                }
            }
        }
        return new JournalReplay(line - verdicts, differences);
    }

    private static void repeat(String place, String text, List<String> differences) {
        JournalEntry entry;
        try {
            entry = JournalReader.parse(text);
        } catch (IllegalArgumentException e) {
            differences.add(place + ": " + e.getMessage());
            return;
        }
        Step again = RouterStateMachine.step(entry.settings(), entry.before(), entry.event());
        if (!again.equals(entry.step())) {
            differences.add("%s: %s at %s: recorded is %s, decided now is %s"
                    .formatted(place, entry.virtualRouter(), entry.time(), entry.step(), again));
        }
    }
}
