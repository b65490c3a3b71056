package dev.virtualip.cli.keepalived.map;

import dev.virtualip.cli.conversion.SourceLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of a {@code vrrp_instance} block as written, before defaults; null: not given. */
final class RawInstance {
    /**
     * Something that the instance tracks.
     *
     * @param name its name
     * @param weight by how much it changes the priority, without its sign; null: its own definition gives it
     * @param raises whether the weight is added while it is well, instead of subtracted while it is not
     * @param kind what it is
     * @param place its line
     */
    record Tracked(String name, @Nullable Integer weight, boolean raises, Kind kind, SourceLine place) {}

    /** Kinds of things that can be tracked. */
    enum Kind {
        /** A script or a process, which has a block of its own. */
        CHECK,
        /** An interface. */
        INTERFACE,
        /** A file or a BFD session, which has no counterpart. */
        OTHER
    }

    static final int OWNER = 255;

    final String name;
    final SourceLine place;

    @Nullable
    Located<String> state;

    @Nullable
    Located<String> interfaceName;

    @Nullable
    Located<Integer> virtualRouterId;

    @Nullable
    Located<Integer> priority;

    @Nullable
    Located<Integer> version;

    @Nullable
    Located<Long> intervalMillis;

    @Nullable
    Located<Boolean> nopreempt;

    @Nullable
    Located<Long> preemptDelayMillis;

    /** PASS or AH. */
    @Nullable
    Located<String> authType;

    @Nullable
    Located<String> password;

    @Nullable
    Located<String> sourceAddress;

    /** Where unicast is asked for; null: nowhere. */
    @Nullable
    SourceLine unicast;

    /** Of the first address that is given, a source, a peer or a virtual one: all others must be of it. */
    @Nullable
    InstanceFamily family;

    @Nullable
    Located<Boolean> strict;

    @Nullable
    Located<Boolean> accept;

    /** The interface of its own that {@code use_vmac} makes; null: it makes none. */
    @Nullable
    String vmac;

    @Nullable
    Located<Boolean> checksumAsV2;

    final List<Located<String>> unicastPeers = new ArrayList<>();
    final List<ConfiguredAddress> addresses = new ArrayList<>();
    final List<ConfiguredAddress> excluded = new ArrayList<>();
    final List<Tracked> tracked = new ArrayList<>();
    final RawHost.RawAnnouncements announcements = new RawHost.RawAnnouncements();

    RawInstance(String name, SourceLine place) {
        this.name = name;
        this.place = place;
    }

    /** Whether an address is of the family of those before it; the first one decides. */
    boolean admits(InstanceFamily other) {
        boolean admitted = mayBe(other);
        if (admitted) {
            family = other;
        }
        return admitted;
    }

    /** The same for an address that keepalived may still leave out for another reason: it decides nothing. */
    boolean mayBe(InstanceFamily other) {
        return family == null || family == other;
    }

    boolean isMaster() {
        return state != null && state.value().equals("MASTER");
    }

    /** Whether keepalived takes it for the owner of the addresses; without a priority state MASTER says so. */
    boolean isOwner() {
        return priority == null ? isMaster() : priority.value() == OWNER;
    }
}
