package dev.virtualip.agent.sim;

import dev.virtualip.agent.sim.host.VirtualHost;
import dev.virtualip.agent.sim.host.VirtualNic;
import dev.virtualip.agent.sim.lan.Schedule;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bounds for each address on the whole LAN, in times when the network carries everything: how long two hosts answer for
 * it, and how long none does although one could.
 */
final class HolderInvariants {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MARGIN = 100 * MILLI;

    /** A successor announces within this time of its first advertisement. */
    private static final long SUCCESSOR_SETTLES = 500 * MILLI;

    private static final long SUCCESSOR_NEXT_ADDRESS = 100 * MILLI;

    /** An interface that comes up settles for a second, and a link-local address is tentative for another. */
    private static final long INTERFACE_SETTLES = 2 * SECOND + MARGIN;

    private static final long CONFLICT_CHECK = 4 * SECOND;

    private final Schedule schedule;
    private final List<RouterPlan> plans;
    private final Map<VirtualHost, HostTrack> tracks;
    private final Map<InetAddress, Long> overlaps = new HashMap<>();
    private final Map<InetAddress, Long> gaps = new HashMap<>();

    /** When an address became one of its virtual router. */
    private final Map<InetAddress, Long> plannedNanos = new HashMap<>();

    private boolean dirty = true;
    private boolean calm;
    private long calmSinceNanos;
    private long longestGapNanos;

    /** Since when the members of each move group have not been held by the same hosts. */
    private final Map<String, Long> apart = new HashMap<>();

    private long longestApartNanos;

    HolderInvariants(Schedule schedule, List<RouterPlan> plans, Map<VirtualHost, HostTrack> tracks) {
        this.schedule = schedule;
        this.plans = plans;
        this.tracks = tracks;
    }

    /** The network carries everything from now on, or does not. */
    void calm(boolean isCalm) {
        calm = isCalm;
        calmSinceNanos = schedule.now();
        dirty = true;
    }

    void changed() {
        dirty = true;
    }

    /** The longest time for which the members of a move group were not held by the same hosts, in a calm. */
    long longestApartNanos() {
        return longestApartNanos;
    }

    long longestGapNanos() {
        return longestGapNanos;
    }

    void look() {
        if (dirty) {
            dirty = false;
            plannedNanos
                    .keySet()
                    .removeIf(address ->
                            plans.stream().noneMatch(plan -> plan.allAddresses().contains(address)));
            gaps.keySet().retainAll(plannedNanos.keySet());
            overlaps.keySet().retainAll(plannedNanos.keySet());
            plans.forEach(this::count);
            plans.forEach(this::countApart);
        }
        if (calm) {
            plans.forEach(this::check);
            plans.forEach(this::checkApart);
        }
    }

    private void count(RouterPlan plan) {
        for (InetAddress address : plan.allAddresses()) {
            plannedNanos.putIfAbsent(address, schedule.now());
            int holders = holders(plan, address).size();
            note(overlaps, address, holders > 1);
            note(gaps, address, holders == 0);
        }
    }

    private void countApart(RouterPlan plan) {
        if (plan.group == null || plan == plans.getFirst()) {
            return;
        }
        RouterPlan first = plans.getFirst();
        List<VirtualHost> one = holders(first, first.addresses.getFirst());
        List<VirtualHost> other = holders(plan, plan.addresses.getFirst());
        boolean together = one.isEmpty() ? other.isEmpty() : other.stream().anyMatch(one::contains);
        if (together) {
            apart.remove(plan.name);
        } else {
            apart.putIfAbsent(plan.name, schedule.now());
        }
    }

    private void checkApart(RouterPlan plan) {
        Long since = apart.get(plan.name);
        if (since == null) {
            return;
        }
        longestApartNanos = Math.max(longestApartNanos, schedule.now() - Math.max(since, calmSinceNanos));
        if (longer(since, apartMaxNanos(plan))) {
            throw violated(plan, plan.addresses.getFirst(), "is not where its move group is", since);
        }
    }

    /** A host that lost one network holds the addresses of the other for a release; then the rest of a takeover. */
    private static long apartMaxNanos(RouterPlan plan) {
        long release = Math.max(SECOND, plan.longestIntervalNanos + MARGIN);
        return release + plan.activeDownNanos(1) + overlapMaxNanos(plan) + plan.longestLifetimeNanos;
    }

    private void note(Map<InetAddress, Long> since, InetAddress address, boolean holds) {
        if (holds) {
            since.putIfAbsent(address, schedule.now());
        } else {
            since.remove(address);
        }
    }

    /** The hosts that answer for an address and whose agent runs. */
    private List<VirtualHost> holders(RouterPlan plan, InetAddress address) {
        List<VirtualHost> holders = new ArrayList<>();
        for (VirtualHost host : tracks.keySet()) {
            VirtualNic nic = host.kernel.nic(plan.interfaceIndex());
            if (host.awake() && nic != null && host.kernel.answers(nic, address)) {
                holders.add(host);
            }
        }
        return holders;
    }

    private void check(RouterPlan plan) {
        for (InetAddress address : plan.allAddresses()) {
            Long overlap = overlaps.get(address);
            if (overlap != null && longer(overlap, overlapMaxNanos(plan))) {
                throw violated(plan, address, "is answered for by " + holders(plan, address), overlap);
            }
            Long gap = gaps.get(address);
            if (gap != null) {
                checkGap(plan, address, gap);
            }
        }
    }

    private void checkGap(RouterPlan plan, InetAddress address, long gap) {
        Long ready = readySinceNanos(plan);
        if (ready == null) {
            return;
        }
        long since = Math.max(gap, ready);
        longestGapNanos = Math.max(longestGapNanos, schedule.now() - Math.max(since, calmSinceNanos));
        if (longer(since, gapMaxNanos(plan, address))) {
            throw violated(plan, address, "is answered for by no host", since);
        }
    }

    private boolean longer(long sinceNanos, long mostNanos) {
        return schedule.now() - Math.max(sinceNanos, calmSinceNanos) > mostNanos;
    }

    private static long overlapMaxNanos(RouterPlan plan) {
        return plan.longestIntervalNanos
                + SUCCESSOR_SETTLES
                + SUCCESSOR_NEXT_ADDRESS * plan.allAddresses().size()
                + MARGIN;
    }

    /** The longest patience of a Backup; an agent that has just begun may ask the network first. */
    private long gapMaxNanos(RouterPlan plan, InetAddress address) {
        long most = 0;
        boolean young = schedule.now() - plannedNanos.getOrDefault(address, 0L) < CONFLICT_CHECK;
        for (HostTrack track : tracks.values()) {
            if (track.host.awake()) {
                long down = plan.activeDownNanos(plan.priority(track.host.number));
                most = Math.max(most, down);
                young |= schedule.now() - track.startedNanos
                        < 2 * down + plan.lifetimeNanos + CONFLICT_CHECK + plan.firstVerdictNanos;
            }
        }
        return most + MARGIN + (young ? plan.longestLifetimeNanos + CONFLICT_CHECK + plan.firstVerdictNanos : 0);
    }

    /** Since when some host could hold the addresses; null while none can. */
    private @Nullable Long readySinceNanos(RouterPlan plan) {
        Long earliest = null;
        for (HostTrack track : tracks.values()) {
            if (track.host.awake() && !track.disturbed() && !leaving(track, plan)) {
                long disturbed = track.disturbedNanos == 0 ? 0 : track.disturbedNanos + INTERFACE_SETTLES;
                long ready = Math.max(Math.max(track.startedNanos, track.awokeNanos), disturbed);
                earliest = earliest == null ? ready : Math.min(earliest, ready);
            }
        }
        return earliest;
    }

    private static boolean leaving(HostTrack track, RouterPlan plan) {
        RouterTrack router = track.routers.get(plan.name);
        return router == null || track.stopping;
    }

    private AssertionError violated(RouterPlan plan, InetAddress address, String what, long since) {
        return new AssertionError("%s of %s %s for %.3f ms"
                .formatted(
                        address.getHostAddress(),
                        plan.name,
                        what,
                        (schedule.now() - Math.max(since, calmSinceNanos)) / 1e6));
    }
}
