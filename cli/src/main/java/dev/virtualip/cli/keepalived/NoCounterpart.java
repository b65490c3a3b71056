package dev.virtualip.cli.keepalived;

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
 * What is said about keepalived's directives that are not translated: why, and what to do instead. The list is the
 * resource {@code no-counterpart.txt}.
 */
final class NoCounterpart {
    private static final String LIST = "no-counterpart.txt";
    private static final Map<String, String> TEXTS = load();

    private NoCounterpart() {}

    /** What becomes of a keyword that no table translates. */
    static Outcome of(String keyword) {
        return new Outcome.Told(TEXTS.getOrDefault(keyword, "not known here: left out; check its spelling"));
    }

    /** The keywords in the list, each with its text. */
    static Map<String, String> texts() {
        return TEXTS;
    }

    private static Map<String, String> load() {
        InputStream list = Objects.requireNonNull(NoCounterpart.class.getResourceAsStream(LIST), LIST);
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
