package dev.virtualip.crds.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An error in a YAML document, out of the parser's message.
 *
 * @param line the line where the error was found, from 1; 0: unknown
 * @param text what is wrong, on one line, without the message's excerpts of the document: they could show a password
 */
public record YamlError(int line, String text) {
    private static final Pattern MARK = Pattern.compile("^ in .*, line (\\d{1,9}), column \\d+:?$", Pattern.MULTILINE);

    /**
     * Reads the message of SnakeYAML.
     *
     * @param message the message of several lines
     * @param lastLine the last line that was read; 0: unknown
     */
    public static YamlError of(@Nullable String message, int lastLine) {
        String all = String.valueOf(message);
        int line = lastLine;
        Matcher mark = MARK.matcher(all);
        while (mark.find()) {
            line = Integer.parseInt(mark.group(1));
        }
        String text = all.lines()
                .filter(part -> !part.isEmpty() && !Character.isWhitespace(part.charAt(0)))
                .map(part -> part.replaceFirst(", got this instead.*", ""))
                .collect(Collectors.joining(", "));
        return new YamlError(line, text);
    }
}
