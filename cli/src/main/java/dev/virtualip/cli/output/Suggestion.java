package dev.virtualip.cli.output;

import dev.virtualip.crds.format.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Suggestion of existing names for a name that does not exist. */
public final class Suggestion {
    /** The number of names that are listed if none is similar. */
    private static final int LISTED = 5;

    private Suggestion() {}

    /**
     * Returns the end of a message about an unknown name, such as {@code "; did you mean ingress?"}.
     *
     * @param typed the name that does not exist
     * @param known the names that exist
     * @param command the command that lists them
     */
    public static String of(String typed, Collection<String> known, String command) {
        if (known.isEmpty()) {
            return "; there is none";
        }
        List<String> similar = similar(typed, known);
        if (!similar.isEmpty()) {
            return "; did you mean " + String.join(" or ", similar) + "?";
        }
        List<String> all = known.stream().sorted().toList();
        return all.size() <= LISTED
                ? "; there is " + String.join(", ", all)
                : "; '%s' lists all %d".formatted(command, all.size());
    }

    /** The names that differ in a third of their letters at most, or contain the typed one; the most similar first. */
    public static List<String> similar(String typed, Collection<String> known) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        int allowed = Math.max(1, wanted.length() / 3);
        return known.stream()
                .filter(name ->
                        EditDistance.between(wanted, name) <= allowed || (wanted.length() > 2 && name.contains(wanted)))
                .sorted(Comparator.comparingInt((String name) -> EditDistance.between(wanted, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(3)
                .toList();
    }
}
