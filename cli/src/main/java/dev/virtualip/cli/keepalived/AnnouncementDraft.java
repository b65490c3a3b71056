package dev.virtualip.cli.keepalived;

import org.jspecify.annotations.Nullable;

/** What {@code garp_master_*} says, globally or in an instance; null: it does not say, then our own default holds. */
final class AnnouncementDraft {
    @Nullable
    Given<Integer> repeat;

    @Nullable
    Given<Long> delayMillis;

    @Nullable
    Given<Long> refreshMillis;
}
