package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.keepalived.map.DirectiveOutcomes.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Remarks about keepalived's directives that are not translated: why, and what to do instead. The list is the
 * resource {@code unsupported-directives.txt}.
 */
final class UnsupportedDirectives {
    private static final String LIST = "unsupported-directives.txt";
    private static final Map<String, String> TEXTS = load();

    private UnsupportedDirectives() {}

    /** What becomes of a keyword in the list. */
    static Outcome of(String keyword) {
        return new Outcome.Reported(Objects.requireNonNull(TEXTS.get(keyword), keyword));
    }

    /** The keywords in the list, each with its text. */
    static Map<String, String> texts() {
        return TEXTS;
    }

    private static Map<String, String> load() {
        InputStream list = Objects.requireNonNull(UnsupportedDirectives.class.getResourceAsStream(LIST), LIST);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            Map<String, String> texts = new HashMap<>();
            String text = "";
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("= ")) {
                    text = line.substring(2);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    for (String keyword : line.split(" ", -1)) {
                        texts.put(keyword, text);
                    }
                }
            }
            return Map.copyOf(texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
