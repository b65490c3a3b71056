package dev.virtualip.e2e.kubernetes;

import dev.virtualip.testkit.docs.MarkdownPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the shell commands out of a page of the documentation. */
final class DocumentedShell {
    private static final Pattern PROGRAM = Pattern.compile(
            "(?:\\$ )?((?:bin|e2e/bin|agent/bin|cli/bin|operator/bin)/\\S+|mvn|kubectl|helm|virtualip(?:-agent)?) .*");

    /** Programs that prose names, with their options. */
    private static final Pattern SPAN = Pattern.compile("`((?:bin|e2e/bin|agent/bin|operator/bin)/[^`\n]+)`");

    private static final Pattern COMMENT = Pattern.compile("\\s+#.*$");

    private DocumentedShell() {}

    /**
     * Shell command.
     *
     * @param place where it is written
     * @param text the command, without prompt and comment
     */
    record Command(String place, String text) {
        String program() {
            return text.split("\\s+", 2)[0];
        }

        @Override
        public String toString() {
            return place + ": " + text;
        }
    }

    /** Commands in the order of the page: lines of a shell block or after a prompt, and lines that run a program. */
    static List<Command> commands(MarkdownPage page) {
        List<Command> commands = new ArrayList<>();
        for (MarkdownPage.Block block : page.blocks(Set.of("", "sh", "text", "console"))) {
            StringBuilder loop = new StringBuilder();
            for (String line : block.text().lines().toList()) {
                boolean shell = block.language().equals("sh") || line.startsWith("$ ");
                if (line.isBlank()
                        || line.startsWith("#")
                        || (!shell && !PROGRAM.matcher(line + " ").matches())) {
                    continue;
                }
                String text = COMMENT.matcher(line.startsWith("$ ") ? line.substring(2) : line)
                        .replaceFirst("");
                loop.append(loop.isEmpty() ? "" : "\n").append(text);
                if (!loop.toString().startsWith("for ") || text.equals("done")) {
                    add(commands, block.toString(), loop.toString().strip());
                    loop.setLength(0);
                }
            }
        }
        Matcher spans = SPAN.matcher(page.text());
        while (spans.find()) {
            add(commands, page.toString(), spans.group(1));
        }
        return commands;
    }

    private static void add(List<Command> commands, String place, String text) {
        if (!text.startsWith("kubectl vip ")) {
            commands.add(new Command(place, text));
        }
    }
}
