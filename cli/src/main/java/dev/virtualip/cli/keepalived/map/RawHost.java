package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.keepalived.SourceLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of the configuration of one host as written, before defaults; null: not given. */
final class RawHost {
    /** A {@code vrrp_sync_group}: the instances that move together. */
    record SyncGroup(Located<String> name, List<Located<String>> members) {}

    /** The {@code garp_master_*} settings, global or of an instance; null: not given. */
    static final class RawAnnouncements {
        @Nullable
        Located<Integer> repeat;

        @Nullable
        Located<Long> delayMillis;

        @Nullable
        Located<Long> refreshMillis;
    }

    @Nullable
    Located<String> routerId;

    @Nullable
    Located<Integer> version;

    /** Where {@code vrrp_strict} is; null: nowhere. */
    @Nullable
    SourceLine strict;

    final RawAnnouncements announcements = new RawAnnouncements();
    final List<RawInstance> instances = new ArrayList<>();

    /** How many {@code vrrp_instance} blocks there are, those that are left out too. */
    int instanceBlocks;

    final List<SyncGroup> syncGroups = new ArrayList<>();

    /** The weights of scripts, files and processes, by name, where they are defined. */
    final Map<String, Integer> weights = new HashMap<>();
}
