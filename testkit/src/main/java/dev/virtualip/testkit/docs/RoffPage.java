package dev.virtualip.testkit.docs;

import java.util.Locale;

/** Manual page in the language of man(7), written part by part. */
public final class RoffPage {
    /** Lines of the source that are not verbatim: room for escapes is left. */
    private static final int WIDTH = 72;

    private final StringBuilder text = new StringBuilder();

    /**
     * Begins a page.
     *
     * @param name of what it describes
     * @param section of the manual
     * @param summary one line, without a full stop
     */
    public RoffPage(String name, int section, String summary) {
        text.append(".\\\" Made from the sources by a test: -Dtest=ManualPagesTest -Dgolden.write=true\n");
        text.append(".TH \"%s\" \"%d\" \"2026-11-01\" \"virtualip-operator\" \"%s\"\n"
                .formatted(name.toUpperCase(Locale.ROOT), section, manual(section)));
        section("NAME");
        text.append(escaped(name)).append(" \\- ").append(escaped(summary)).append('\n');
    }

    /** Begins a section. */
    public RoffPage section(String title) {
        text.append(".SH ").append(quoted(title)).append('\n');
        return this;
    }

    /** Begins a part of a section. */
    public RoffPage subsection(String title) {
        text.append(".SS ").append(quoted(title)).append('\n');
        return this;
    }

    /** Adds a paragraph. */
    public RoffPage paragraph(String words) {
        paragraph();
        text.append(wrapped(words));
        return this;
    }

    /** Adds a term in bold, and what it means. */
    public RoffPage term(String term, String meaning) {
        text.append(".TP\n.B ").append(quoted(term)).append('\n');
        text.append(meaning.isBlank() ? "\\&\n" : wrapped(meaning));
        return this;
    }

    /** Adds lines that stay as they are. */
    public RoffPage verbatim(String lines) {
        paragraph();
        text.append(".nf\n");
        lines.strip().lines().forEach(line -> text.append(line(line)).append('\n'));
        text.append(".fi\n");
        return this;
    }

    /** The whole page. */
    public String text() {
        return text.toString();
    }

    /** Begins a paragraph; a heading has begun one already. */
    private void paragraph() {
        int last = text.lastIndexOf("\n", text.length() - 2) + 1;
        if (!text.substring(last).startsWith(".S")) {
            text.append(".PP\n");
        }
    }

    private static String wrapped(String words) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (String word : words.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && line.length() + word.length() >= WIDTH) {
                lines.append(line(line.toString())).append('\n');
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        return lines.append(line(line.toString())).append('\n').toString();
    }

    private static String manual(int section) {
        return switch (section) {
            case 1 -> "User Commands";
            case 5 -> "File Formats";
            default -> "System Administration";
        };
    }

    /** A line of text that is not a request, whatever it begins with. */
    private static String line(String words) {
        String escaped = escaped(words);
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private static String quoted(String words) {
        return '"' + escaped(words).replace("\"", "\\(dq") + '"';
    }

    private static String escaped(String words) {
        return words.stripTrailing().replace("\\", "\\e").replace("-", "\\-");
    }
}
