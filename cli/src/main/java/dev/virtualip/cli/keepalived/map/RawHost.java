package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.SourceLine;
import dev.virtualip.cli.keepalived.parse.Directive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of the configuration of one host as written, before defaults; null: not given. */
final class RawHost {
    /**
     * A {@code vrrp_sync_group}: the instances that move together.
     *
     * @param tracked what it tracks for all of them
     */
    record SyncGroup(Located<String> name, List<Located<String>> members, List<RawInstance.Tracked> tracked) {}

    /** A {@code vrrp_script} or {@code vrrp_track_process}; null: not given. */
    static final class RawCheck {
        final String name;
        final SourceLine place;
        final boolean process;

        @Nullable
        Located<String> command;

        @Nullable
        Long intervalMillis;

        @Nullable
        Long timeoutMillis;

        @Nullable
        Integer rise;

        @Nullable
        Integer fall;

        @Nullable
        Integer weight;

        @Nullable
        String user;

        final int lastLine;

        RawCheck(String name, Directive block, boolean process) {
            this.name = name;
            this.place = block.place();
            this.lastLine = block.lastLine();
            this.process = process;
        }
    }

    /** Mail that keepalived sends; null: not given. */
    static final class RawMail {
        /** Where the first of its directives is. */
        @Nullable
        SourceLine place;

        final List<String> to = new ArrayList<>();

        @Nullable
        String from;

        @Nullable
        Located<String> server;

        @Nullable
        Integer port;

        @Nullable
        Integer connectTimeoutSeconds;
    }

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

    /** Scripts and processes that instances track, by name. */
    final Map<String, RawCheck> checks = new HashMap<>();

    /** The user that runs the scripts; null: not given. */
    @Nullable
    String scriptUser;

    final RawMail mail = new RawMail();

    /** The weights of scripts, files and processes, by name, where they are defined. */
    final Map<String, Integer> weights = new HashMap<>();

    /** Gives each member what its sync group tracks; an agent counts a check of several members of a group once. */
    void shareTracked() {
        for (SyncGroup group : syncGroups) {
            for (Located<String> member : group.members()) {
                instances.stream()
                        .filter(instance -> instance.name.equals(member.value()))
                        .forEach(instance -> group.tracked().stream()
                                .filter(tracked -> instance.tracked.stream()
                                        .noneMatch(own -> own.name().equals(tracked.name())))
                                .forEach(instance.tracked::add));
            }
        }
    }
}
