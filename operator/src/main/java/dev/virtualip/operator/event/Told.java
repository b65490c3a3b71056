package dev.virtualip.operator.event;

import dev.virtualip.operator.status.Happening;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something to be told.
 *
 * @param about whom it is about
 * @param related whom it concerns as well; null: nobody
 * @param happening what happened
 * @param time when
 */
record Told(Subject about, @Nullable Subject related, Happening happening, Instant time) {

    /** The same for what is one Event with a count. */
    String key() {
        return String.join("|", about.uid(), happening.key(), happening.reason(), happening.message());
    }
}
