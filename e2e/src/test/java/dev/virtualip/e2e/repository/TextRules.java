package dev.virtualip.e2e.repository;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules on the text of a file, whatever its language. */
final class TextRules {

    static final int MAX_LINES = 600;
    static final int MAX_COLUMNS = 120;

    private static final Pattern BANNED_WORD = Pattern.compile("(?i)utils?|common|impl|manager|helpers?");

    /** Words of a path or a type name: camel case, dots, dashes and slashes part them. */
    private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");

    /** Written in two halves, because this file is checked too. */
    private static final Pattern POSTPONED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

    private static final Pattern MACHINE_PATH =
            Pattern.compile("/usr/lib/jvm/" + "[a-z]|(?<![\\w.}])/work" + "/|(?<![\\w.}])/root" + "/\\.");

    private TextRules() {}

    /** Problems of any file that people wrote. */
    static List<Problem> check(Path file, String text) {
        List<Problem> problems = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (POSTPONED.matcher(line).find()) {
                problems.add(new Problem(file, i + 1, "work put off: do it or open an issue"));
            }
            if (MACHINE_PATH.matcher(line).find()) {
                problems.add(new Problem(file, i + 1, "a path of one machine"));
            }
        }
        return problems;
    }

    /** Problems of a Java file's size, path and wording. */
    static List<Problem> checkJava(Path file, String text) {
        List<Problem> problems = new ArrayList<>();
        List<String> lines = text.lines().toList();
        if (lines.size() > MAX_LINES) {
            problems.add(
                    new Problem(file, lines.size(), "more than " + MAX_LINES + " lines: is it still one subject?"));
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).codePointCount(0, lines.get(i).length()) > MAX_COLUMNS) {
                problems.add(new Problem(file, i + 1, "more than " + MAX_COLUMNS + " columns"));
            }
        }
        bannedWords(file.toString())
                .forEach(word -> problems.add(new Problem(file, 1, "'" + word + "' says nothing: name what it is")));
        if (file.toString().contains("src/main/java/")) {
            JavaText.discouragedWords(text)
                    .forEach(word -> problems.add(new Problem(file, 1, "'" + word + "': use the exact term")));
            if (JavaText.questionDocs(text) > 0) {
                problems.add(new Problem(file, 1, "a type's doc comment says what it is or does, and asks nothing"));
            }
        }
        return problems;
    }

    /** The words of a name that could stand for anything. */
    static Stream<String> bannedWords(String name) {
        return WORD.matcher(name)
                .results()
                .map(MatchResult::group)
                .filter(word -> BANNED_WORD.matcher(word).matches());
    }
}
