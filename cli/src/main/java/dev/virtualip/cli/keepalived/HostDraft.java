package dev.virtualip.cli.keepalived;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the configuration of one host says, before defaults. Filled by the keyword tables. */
final class HostDraft {
    /** A {@code vrrp_sync_group}: the instances that move together. */
    record SyncGroup(Given<String> name, List<Given<String>> members) {}

    @Nullable
    Given<String> routerId;

    @Nullable
    Given<Integer> version;

    /** Where {@code vrrp_strict} is; null: nowhere. */
    @Nullable
    Place strict;

    final AnnouncementDraft announcements = new AnnouncementDraft();
    final List<InstanceDraft> instances = new ArrayList<>();

    /** How many {@code vrrp_instance} blocks there are, those that are left out too. */
    int instanceBlocks;

    final List<SyncGroup> syncGroups = new ArrayList<>();

    /** The weights of scripts, files and processes, by name, where they are defined. */
    final Map<String, Integer> weights = new HashMap<>();
}
