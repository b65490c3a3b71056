package dev.virtualip.agent.config;

import dev.virtualip.crds.format.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name closest to a mistyped one. */
public final class NearestName {
    private static final int MAX_CHARACTERS = 40;

    private NearestName() {}

    /** The known name that differs from a text in at most a third of its letters, upper and lower case apart. */
    public static Optional<String> of(String text, Collection<String> known) {
        if (text.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name ->
                        EditDistance.between(lower, name.toLowerCase(Locale.ROOT)) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt(name -> EditDistance.between(lower, name.toLowerCase(Locale.ROOT))));
    }
}
