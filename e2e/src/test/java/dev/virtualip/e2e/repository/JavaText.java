package dev.virtualip.e2e.repository;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Separates the words that people read in a Java file, its comments and string literals, from its code. */
final class JavaText {
    /** Words and phrases that house style replaces by exact terms. */
    private static final Pattern DISCOURAGED = Pattern.compile("(?i)\\b(whoever|nobody|anew|afresh|shall|goes\\s+on"
            + "|lets\\s+go|stands\\s+by|who\\s+has|speaks|hears|tells)\\b");

    /** A doc comment of a type must not begin with one of these. */
    private static final Set<String> QUESTION_WORDS = Set.of("what", "who", "how", "which", "whether");

    private static final Pattern FIRST_WORD = Pattern.compile("/\\*\\*[\\s*]*+([A-Za-z]+)");

    /** Annotations, modifiers and the keyword of a type. */
    private static final Pattern TYPE = Pattern.compile("\\s*+(?:@(?!interface)[\\w.]++(?:\\([^)]*+\\))?+\\s*+)*+"
            + "(?:(?:public|protected|private|abstract|static|final|sealed|non-sealed)\\s++)*+"
            + "(?:class|record|interface|enum|@interface)\\s++\\w");

    private JavaText() {}

    /** The discouraged words and phrases in the comments and string literals of a Java file. */
    static List<String> discouragedWords(String java) {
        return DISCOURAGED
                .matcher(prose(java))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** Number of types whose doc comment begins with a question word. */
    static int questionDocs(String java) {
        int count = 0;
        int at = 0;
        while (at < java.length()) {
            int end = endOfToken(java, at);
            if (java.startsWith("/**", at) && asks(java.substring(at, end)) && isType(java, end)) {
                count++;
            }
            at = end;
        }
        return count;
    }

    private static boolean asks(String doc) {
        Matcher word = FIRST_WORD.matcher(doc);
        return word.lookingAt() && QUESTION_WORDS.contains(word.group(1).toLowerCase(Locale.ROOT));
    }

    private static boolean isType(String java, int at) {
        return TYPE.matcher(java).region(at, java.length()).lookingAt();
    }

    /** Comments and string literals of a Java file; line ends inside comments become spaces. */
    static String prose(String java) {
        StringBuilder prose = new StringBuilder();
        int at = 0;
        while (at < java.length()) {
            int end = endOfToken(java, at);
            char first = java.charAt(at);
            if (end > at + 1 && (first == '/' || first == '"')) {
                prose.append(java, at, end).append('\n');
            }
            at = end;
        }
        return prose.toString().replaceAll("\\n\\s*\\*\\s", " ");
    }

    /** Index behind the comment, string or character literal that begins here; the next index if none does. */
    private static int endOfToken(String java, int at) {
        if (java.startsWith("//", at)) {
            return behind(java, "\n", at + 2);
        }
        if (java.startsWith("/*", at)) {
            return behind(java, "*/", at + 2);
        }
        if (java.startsWith("\"\"\"", at)) {
            return endOfLiteral(java, at + 3, "\"\"\"");
        }
        char quote = java.charAt(at);
        return quote == '"' || quote == '\'' ? endOfLiteral(java, at + 1, String.valueOf(quote)) : at + 1;
    }

    private static int endOfLiteral(String java, int from, String quote) {
        int at = from;
        while (at < java.length() && !java.startsWith(quote, at)) {
            at += java.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + quote.length(), java.length());
    }

    private static int behind(String java, String end, int from) {
        int found = java.indexOf(end, from);
        return found < 0 ? java.length() : found + end.length();
    }
}
