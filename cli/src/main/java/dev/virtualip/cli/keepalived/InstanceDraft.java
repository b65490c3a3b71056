package dev.virtualip.cli.keepalived;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@code vrrp_instance} block says, before defaults; null: it does not say. Filled by the keyword tables. */
final class InstanceDraft {
    /** Something whose weight changes the priority; the weight is null if its own definition gives it. */
    record Tracked(String name, @Nullable Integer weight) {}

    static final int OWNER = 255;

    final String name;
    final Place place;

    @Nullable
    Given<String> state;

    @Nullable
    Given<String> interfaceName;

    @Nullable
    Given<Integer> virtualRouterId;

    @Nullable
    Given<Integer> priority;

    @Nullable
    Given<Integer> version;

    @Nullable
    Given<Long> intervalMillis;

    @Nullable
    Given<Boolean> nopreempt;

    @Nullable
    Given<Long> preemptDelayMillis;

    /** PASS or AH. */
    @Nullable
    Given<String> authType;

    @Nullable
    Given<String> password;

    @Nullable
    Given<String> sourceAddress;

    /** Where unicast is asked for; null: nowhere. */
    @Nullable
    Place unicast;

    /** Of the first address that is given, a source, a peer or a virtual one: all others must be of it. */
    @Nullable
    Family family;

    @Nullable
    Given<Boolean> strict;

    @Nullable
    Given<Boolean> accept;

    /** The interface of its own that {@code use_vmac} makes; null: it makes none. */
    @Nullable
    String vmac;

    @Nullable
    Given<Boolean> checksumAsV2;

    final List<Given<String>> unicastPeers = new ArrayList<>();
    final List<Address> addresses = new ArrayList<>();
    final List<Address> excluded = new ArrayList<>();
    final List<Tracked> tracked = new ArrayList<>();
    final AnnouncementDraft announcements = new AnnouncementDraft();

    InstanceDraft(String name, Place place) {
        this.name = name;
        this.place = place;
    }

    /** Whether an address is of the family of those before it; the first one decides. */
    boolean admits(Family other) {
        if (family == null) {
            family = other;
        }
        return family == other;
    }

    boolean isMaster() {
        return state != null && state.value().equals("MASTER");
    }

    /** Whether keepalived takes it for the owner of the addresses; without a priority state MASTER says so. */
    boolean isOwner() {
        return priority == null ? isMaster() : priority.value() == OWNER;
    }
}
