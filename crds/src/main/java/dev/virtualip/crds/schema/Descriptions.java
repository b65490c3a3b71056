package dev.virtualip.crds.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Descriptions of records and their components out of their doc comments, as {@code kubectl explain} shows them. */
final class Descriptions {
    private static final List<Path> SOURCES = Stream.of("v1alpha1", "condition")
            .map(folder -> Path.of("src/main/java/dev/virtualip/crds", folder))
            .toList();
    private static final Pattern RECORD = Pattern.compile("\\brecord (\\w+)\\(");
    private static final String PARAMETER = "@param ";
    private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");
    private static final Pattern LINK = Pattern.compile("\\{@link ([\\w.]*)#?(\\w+)}");

    private final Map<String, String> comments = new HashMap<>();

    private Descriptions() {}

    /** Reads the sources of this module, in whose folder the program runs. */
    static Descriptions read() {
        Descriptions descriptions = new Descriptions();
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(descriptions::read);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list " + folder, e);
            }
        }
        return descriptions;
    }

    /** What a record is. */
    String of(Class<?> record) {
        return sentence(record, parts(record).getFirst());
    }

    /** What a component of a record is. */
    String of(Class<?> record, String component) {
        return parts(record).stream()
                .filter(part -> part.startsWith(component + " "))
                .map(part -> sentence(record, part.substring(component.length())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        record.getSimpleName() + " has no @param " + component + ": say what it is"));
    }

    /** The comment of a record, cut where a component begins. */
    private List<String> parts(Class<?> record) {
        String comment = Optional.ofNullable(comments.get(record.getSimpleName()))
                .orElseThrow(() -> new IllegalStateException(record.getSimpleName() + " has no doc comment"));
        return Stream.of(comment.split(PARAMETER, -1)).map(String::strip).toList();
    }

    private void read(Path file) {
        try {
            String source = Files.readString(file);
            RECORD.matcher(source)
                    .results()
                    .forEach(record -> comments.put(record.group(1), commentBefore(source, record.start())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String commentBefore(String source, int place) {
        int end = source.lastIndexOf("*/", place);
        int start = source.lastIndexOf("/**", end);
        return start < 0 ? "" : source.substring(start + 3, end).replaceAll("(?m)^\\s*\\* ?", "");
    }

    private static String sentence(Class<?> record, String comment) {
        String text = CODE.matcher(comment).replaceAll("$1");
        text = LINK.matcher(text).replaceAll(link -> Matcher.quoteReplacement(linked(record, link)));
        text = text.replaceAll("</?\\w+>", "").replaceAll("\\s+", " ").strip();
        String capital = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }

    /** A constant's value; of anything else its name. */
    private static String linked(Class<?> record, MatchResult link) {
        try {
            return link.group(1).isEmpty()
                    ? String.valueOf(record.getDeclaredField(link.group(2)).get(null))
                    : link.group(2);
        } catch (ReflectiveOperationException _) {
            return link.group(2);
        }
    }
}
