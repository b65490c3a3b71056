package dev.virtualip.cli.output;

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
    static List<String> similar(String typed, Collection<String> known) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        int allowed = Math.max(1, wanted.length() / 3);
        return known.stream()
                .filter(name -> distance(wanted, name) <= allowed || (wanted.length() > 2 && name.contains(wanted)))
                .sorted(Comparator.comparingInt((String name) -> distance(wanted, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(3)
                .toList();
    }

    /** The number of letters to insert, remove, replace or swap with their neighbor. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        boolean equal = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (equal ? 0 : 1));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
