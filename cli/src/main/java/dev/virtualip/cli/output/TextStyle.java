package dev.virtualip.cli.output;

import java.io.Console;
import java.util.Map;

/**
 * Colors of a text: only on a terminal, never with {@code NO_COLOR} or a dumb terminal.
 *
 * @param colored whether text is colored
 */
public record TextStyle(boolean colored) {
    /** Text without colors. */
    public static final TextStyle PLAIN = new TextStyle(false);

    private static final String RESET = "\u001b[0m";

    /** Returns the style for the standard output of this process. */
    public static TextStyle ofProcess(Map<String, String> environment) {
        return new TextStyle(isTerminal() && allowsColor(environment));
    }

    /** Whether a person sees the standard output of this process. */
    @SuppressWarnings("SystemConsoleNull") // Java 25 returns null again unless both streams are terminals.
    public static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Whether the environment allows colors. */
    static boolean allowsColor(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** Returns a text about something that is broken. */
    public String bad(String text) {
        return paint(text, "\u001b[31m");
    }

    /** Returns a text about something that needs attention. */
    public String warning(String text) {
        return paint(text, "\u001b[33m");
    }

    /** Returns a text about something that is well. */
    public String good(String text) {
        return paint(text, "\u001b[32m");
    }

    /** Returns a heading. */
    public String heading(String text) {
        return paint(text, "\u001b[1m");
    }

    private String paint(String text, String code) {
        return colored ? code + text + RESET : text;
    }
}
