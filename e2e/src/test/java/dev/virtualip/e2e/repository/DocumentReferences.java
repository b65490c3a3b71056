package dev.virtualip.e2e.repository;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds code spans of a document that name a path, a type or a method that the repository does not have. */
final class DocumentReferences {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");

    /** A path below the root, a module or a package; none that is absolute, an option, an address or built. */
    private static final Pattern PATH =
            Pattern.compile("(?!.*(^|/)target(/|$))(?!.*\\.\\.\\.)(?![0-9.]+/)[\\w.{][\\w.{},-]*(/[\\w.{},-]+)+/?");

    /** A type, perhaps with a member. */
    private static final Pattern TYPE = Pattern.compile("([A-Z][a-z0-9]+[A-Za-z0-9]*)(?:\\.([a-z]\\w*))?(\\(.*)?");

    private final Set<String> paths = new TreeSet<>();
    private final Set<String> words = new TreeSet<>();

    DocumentReferences(Map<Path, String> texts) {
        texts.keySet().forEach(file -> addPaths("/" + file));
        texts.forEach((file, text) -> {
            if (!file.toString().endsWith(".md")) {
                Pattern.compile("\\w+").matcher(text).results().forEach(word -> words.add(word.group()));
            }
        });
    }

    /** The references of a document that lead nowhere. */
    List<Problem> check(Path document, String text) {
        List<Problem> problems = new ArrayList<>();
        String prose = FENCED.matcher(text).replaceAll(block -> block.group().replaceAll("[^\n]", ""));
        Matcher spans = SPAN.matcher(prose);
        while (spans.find()) {
            String span = spans.group(1);
            long line = 1
                    + prose.substring(0, spans.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            expand(span)
                    .filter(reference -> !exists(reference))
                    .forEach(reference -> problems.add(new Problem(document, line, "there is no " + reference)));
        }
        return problems;
    }

    private boolean exists(String reference) {
        Matcher type = TYPE.matcher(reference);
        if (PATH.matcher(reference).matches()) {
            return existsPath(reference.replaceFirst("/$", ""));
        }
        if (!type.matches()) {
            return true;
        }
        return words.contains(type.group(1)) && (type.group(2) == null || words.contains(type.group(2)));
    }

    /** Whether a path ends like this, as a file, a folder or a Java type, perhaps with a member of the type. */
    private boolean existsPath(String reference) {
        String type = reference.replaceFirst("\\.[a-z]\\w*$", "");
        return paths.contains("/" + reference)
                || paths.contains("/" + reference + ".java")
                || (paths.contains("/" + type + ".java") && words.contains(reference.substring(type.length() + 1)));
    }

    /** Adds a path and all that it ends with, for itself and for each folder in it. */
    private void addPaths(String file) {
        for (int end = file.length(); end > 0; end = file.lastIndexOf('/', end - 1)) {
            for (int start = 0; start >= 0 && start < end; start = file.indexOf('/', start + 1)) {
                paths.add(file.substring(start, end));
            }
        }
    }

    /** One reference for each choice in braces. */
    private static Stream<String> expand(String reference) {
        Matcher braces = Pattern.compile("\\{([\\w,]+)}").matcher(reference);
        if (!braces.find()) {
            return Stream.of(reference);
        }
        return Stream.of(braces.group(1).split(",", -1))
                .flatMap(choice ->
                        expand(reference.substring(0, braces.start()) + choice + reference.substring(braces.end())));
    }
}
