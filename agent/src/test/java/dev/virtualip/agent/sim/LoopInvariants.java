package dev.virtualip.agent.sim;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.sim.host.KernelAddress;
import dev.virtualip.agent.sim.host.VirtualHost;
import dev.virtualip.agent.sim.host.VirtualNic;
import dev.virtualip.agent.sim.lan.Frame;
import dev.virtualip.agent.sim.lan.Schedule;
import dev.virtualip.agent.vrrp.Action;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/** Rules that every loop keeps, whatever happens around it. */
final class LoopInvariants {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    /** A process gets a processor within this time, and the kernel shows an IPv6 address within it. */
    private static final long PROMPT = 10 * MILLI;

    private static final long ANNOUNCED = 60 * MILLI;

    /** What is bound again and again is announced once a second. */
    private static final long ANNOUNCED_AGAIN = SECOND + 200 * MILLI;

    private final Schedule schedule;
    private final Map<VirtualHost, HostTrack> tracks;

    LoopInvariants(Schedule schedule, Map<VirtualHost, HostTrack> tracks) {
        this.schedule = schedule;
        this.tracks = tracks;
    }

    private HostTrack track(VirtualHost host) {
        HostTrack track = tracks.get(host);
        if (track == null) {
            throw new AssertionError("an unknown host: " + host);
        }
        return track;
    }

    // ---- after a pause nothing is renewed, advertised or kept

    void awoke(VirtualHost host, long shownNanos) {
        boolean inTurn = host.process() != null && host.process().stalled();
        for (RouterTrack router : track(host).routers.values()) {
            boolean tooLong = shownNanos > 3 * router.plan.longestIntervalNanos + MILLI;
            if (router.active() && tooLong) {
                router.mustLeave |= !inTurn;
                router.mustLeaveInTurn |= inTurn;
            }
        }
    }

    void requested(VirtualHost host, KernelAddress address, boolean removal) {
        if (!address.ours()) {
            throw violated(host, "touches the host's own address " + address);
        }
        if (removal) {
            return;
        }
        if (!address.mortal()) {
            throw violated(host, "binds an address that would stay if the agent were killed: " + address);
        }
        for (RouterTrack router : track(host).routers.values()) {
            if (router.mustLeave && router.required.containsKey(address.address)) {
                throw violated(host, "slept too long and renews " + address + " before the pause rule was asked");
            }
        }
    }

    void sent(VirtualHost host, VirtualNic nic, Frame frame) {
        HostTrack track = track(host);
        if (frame.vrrp()) {
            for (RouterTrack router : track.routers.values()) {
                if (router.plan.isFor(frame, nic)) {
                    advertised(host, router, frame.priority());
                }
            }
        } else if (frame.arpRequest() && frame.arpSender().equals(frame.arpTarget())) {
            track.announced.put(frame.arpTarget(), schedule.now());
        } else if (frame.neighborAdvertisement()) {
            track.announced.put(frame.neighborTarget(), schedule.now());
        }
    }

    private void advertised(VirtualHost host, RouterTrack router, int priority) {
        if (router.mustLeave && priority > 0) {
            throw violated(host, router.plan.name + " slept too long and advertises before the pause rule was asked");
        }
        router.lastAdvertisedNanos = schedule.now();
        router.advertisedInTurn.add(priority);
    }

    void stepped(VirtualHost host, JournalEntry entry) {
        RouterTrack router = track(host).routers.get(entry.virtualRouter());
        if (router != null) {
            checkActions(host, router, entry);
            router.stepped(entry, schedule.now());
        }
    }

    /** An advertisement that a step asks for, such as the first of a takeover or the last of a release, has left. */
    private static void checkActions(VirtualHost host, RouterTrack router, JournalEntry entry) {
        VirtualNic nic = host.kernel.nic(router.plan.vrrpInterfaceIndex());
        for (Action action : entry.step().actions()) {
            boolean sends = action instanceof Action.Advertise && nic != null && nic.usable();
            if (sends && !router.advertisedInTurn.contains(((Action.Advertise) action).priority())) {
                throw violated(host, router.plan.name + " has not sent what its step asked for: " + action);
            }
        }
    }

    void configured(VirtualHost host, List<VirtualRouterSpec> specs) {
        for (VirtualRouterSpec spec : specs) {
            RouterTrack router = track(host).routers.get(spec.name());
            if (router != null) {
                router.configured(spec, schedule.now());
            }
        }
    }

    // ---- after each turn

    void turned(VirtualHost host) {
        HostTrack track = track(host);
        track.update(schedule.now());
        for (RouterTrack router : track.routers.values()) {
            checkPause(host, router);
            checkAdvertisements(track, router);
            checkAddresses(track, router);
            checkAnnouncements(track, router);
        }
        checkGroup(track);
        checkOrphans(track);
        track.routers.values().forEach(RouterTrack::endTurn);
    }

    private void checkPause(VirtualHost host, RouterTrack router) {
        if (router.active() && router.mustLeave) {
            throw violated(host, router.plan.name + " slept longer than its peers wait and is still Active");
        }
        // A pause at the very end of a turn is found at the beginning of the next.
        router.mustLeave = router.mustLeaveInTurn;
        router.mustLeaveInTurn = false;
    }

    /** Only an Active advertises, and it does so at least once in each interval. */
    private void checkAdvertisements(HostTrack track, RouterTrack router) {
        boolean advertised = router.advertisedInTurn.stream().anyMatch(priority -> priority > 0);
        if (advertised && !router.activeInTurn) {
            throw violated(track.host, router.plan.name + " advertises as " + router.label);
        }
        long since =
                Math.max(router.lastAdvertisedNanos, Math.max(router.activeSinceNanos, track.undisturbedSinceNanos()));
        long silent = schedule.now() - since;
        if (router.active() && silent > router.plan.longestIntervalNanos + PROMPT) {
            throw violated(
                    track.host,
                    "%s is Active and has not advertised for %.3f ms".formatted(router.plan.name, silent / 1e6));
        }
    }

    /** An Active has all its addresses on the interface. */
    private void checkAddresses(HostTrack track, RouterTrack router) {
        if (!router.active() || track.disturbed()) {
            return;
        }
        router.required.forEach((address, since) -> {
            boolean there = track.host.kernel.addresses().stream()
                    .anyMatch(known ->
                            known.interfaceIndex == router.plan.interfaceIndex() && known.address.equals(address));
            if (there) {
                router.required.put(address, schedule.now());
            } else if (schedule.now() - Math.max(since, track.undisturbedSinceNanos()) > PROMPT) {
                throw violated(track.host, router.plan.name + " is Active without " + address.getHostAddress());
            }
        });
    }

    /** A takeover, and what is bound again, is announced. */
    private void checkAnnouncements(HostTrack track, RouterTrack router) {
        if (!router.active() || track.disturbed()) {
            return;
        }
        for (KernelAddress known : track.host.kernel.addresses()) {
            if (known.ours() && known.answering && router.required.containsKey(known.address)) {
                checkAnnounced(track, router, known);
            }
        }
    }

    private void checkAnnounced(HostTrack track, RouterTrack router, KernelAddress known) {
        long needed = Math.max(router.activeSinceNanos, known.answeringSinceNanos);
        long announced = track.announced.getOrDefault(known.address, Long.MIN_VALUE);
        boolean takeover =
                announced < router.activeSinceNanos && known.answeringSinceNanos - router.activeSinceNanos <= PROMPT;
        long patience = takeover ? ANNOUNCED : ANNOUNCED_AGAIN;
        long late = schedule.now() - Math.max(needed, track.undisturbedSinceNanos());
        if (announced < needed && late > patience) {
            throw violated(
                    track.host,
                    "%s has not announced %s for %.3f ms"
                            .formatted(router.plan.name, known.address.getHostAddress(), late / 1e6));
        }
    }

    /** The members of a move group on one host are Active together or not at all. */
    private static void checkGroup(HostTrack track) {
        List<RouterTrack> members = track.routers.values().stream()
                .filter(router -> router.plan.group != null)
                .toList();
        long active = members.stream().filter(RouterTrack::active).count();
        if (active != 0 && active != members.size()) {
            throw violated(
                    track.host,
                    "a move group is not together: "
                            + members.stream()
                                    .map(member -> member.plan.name + " is " + member.label)
                                    .toList());
        }
    }

    /** An address of ours is there only as long as a virtual router may hold it. */
    private void checkOrphans(HostTrack track) {
        for (KernelAddress known : track.host.kernel.addresses()) {
            if (!known.ours() || held(track, known)) {
                track.orphans.remove(known);
            } else {
                long since = track.orphans.computeIfAbsent(known, ignored -> schedule.now());
                if (schedule.now() - since > PROMPT) {
                    throw violated(track.host, "has " + known + " although no virtual router of it is Active");
                }
            }
        }
    }

    private static boolean held(HostTrack track, KernelAddress known) {
        for (RouterTrack router : track.routers.values()) {
            boolean may = router.holding() && known.interfaceIndex == router.plan.interfaceIndex();
            if (may && belongs(router.plan, known.address)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the address is, or was, one of this virtual router: the last digits name it. */
    private static boolean belongs(RouterPlan plan, InetAddress address) {
        if (address.isLinkLocalAddress()) {
            return plan.addresses.contains(address);
        }
        String text = address.getHostAddress();
        int last = Integer.parseInt(text.substring(Math.max(text.lastIndexOf('.'), text.lastIndexOf(':')) + 1));
        return (last - 100) / 10 == plan.id - 51;
    }

    private static AssertionError violated(VirtualHost host, String what) {
        return new AssertionError(host.name + " " + what);
    }
}
