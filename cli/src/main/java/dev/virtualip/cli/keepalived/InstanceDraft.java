package dev.virtualip.cli.keepalived;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@code vrrp_instance} block says, before defaults; null: it does not say. Filled by the keyword tables. */
final class InstanceDraft {
    /** Something whose weight changes the priority; the weight is null if its own definition gives it. */
    record Tracked(String name, @Nullable Integer weight) {}

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

    @Nullable
    Given<String> authType;

    @Nullable
    Given<String> password;

    @Nullable
    Given<String> sourceAddress;

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
}
