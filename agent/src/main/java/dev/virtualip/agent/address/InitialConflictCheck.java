package dev.virtualip.agent.address;

import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.RouterCounters;
import dev.virtualip.agent.node.ClaimedAddress;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.Timing;
import dev.virtualip.agent.wire.MacAddress;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a virtual router may bind its addresses for the first time: the network is probed while it is a
 * Backup anyway, so that probing costs no time, and a router that learns that another host has an address holds its
 * takeover back until no host answers. A router that is not planned as the first Active also waits a little longer than
 * its Active_Down_Interval, so that an address does not begin its life with a move. Once an Active of the virtual
 * router was heard, or it was Active itself, VRRP decides.
 */
public final class InitialConflictCheck {
    /** While an address is in use, the question is repeated at this pace. */
    static final long AGAIN_NANOS = 1_000_000_000L;

    /** A host on the link answers within this time, unless it is very busy. */
    public static final long ANSWER_NANOS = 100_000_000L;

    /**
     * How much longer than its Active_Down_Interval a router waits that is not planned to be Active first. Agents learn
     * of a new virtual router some tens of milliseconds apart, and a second or more when hundreds arrive on busy nodes.
     * It delays a new address only if the planned node does not take it.
     */
    static final long HEAD_START_NANOS = 2_000_000_000L;

    private static final int ROUNDS = 3;

    private final ConflictProbe probe;
    private VirtualRouterSpec spec;
    private Phase phase = Phase.IDLE;
    private long notBeforeNanos;

    private enum Phase {
        /** It takes no part. */
        IDLE,
        /** It listens, and the question is under way. */
        ASKING,
        /** It was due to take over, but an address is in use. */
        HELD,
        /** The last probe was not answered: one more follows. */
        FREED,
        /** VRRP decides from now on. */
        DECIDED
    }

    public InitialConflictCheck(
            LoopContext context, AddressBinder held, RouterCounters counters, VirtualRouterSpec spec) {
        this.probe = new ConflictProbe(context, held, counters);
        this.spec = spec;
    }

    /** It has begun to listen. */
    public void started(RouterSettings settings, long nowNanos) {
        if (phase != Phase.DECIDED && spec.asksFirst()) {
            long headStart = givesHeadStart() ? patienceNanos(settings) + HEAD_START_NANOS : 0;
            notBeforeNanos = nowNanos + headStart;
            ask(settings, nowNanos);
        }
    }

    /** A router from the copy on disk has run before, and may be the only one left: it does not wait. */
    private boolean givesHeadStart() {
        return spec.confirmed() && spec.priority() < VirtualRouterSpec.FIRST_PLANNED_PRIORITY;
    }

    private void ask(RouterSettings settings, long nowNanos) {
        phase = Phase.ASKING;
        probe.ask(settings.heldAddresses(), ROUNDS, patienceNanos(settings) / (ROUNDS + 1), nowNanos);
    }

    private static long patienceNanos(RouterSettings settings) {
        return Timing.activeDownNanos(settings.version(), settings.priority(), settings.advertisementIntervalNanos());
    }

    /** Its specification was changed; one that asks no longer is no longer held back. */
    public void respecify(VirtualRouterSpec newSpec) {
        spec = newSpec;
        if (!newSpec.asksFirst() && phase != Phase.DECIDED) {
            end(Phase.IDLE);
        }
    }

    /** While it listens its settings were changed: other addresses are another question. */
    public void changed(RouterSettings before, RouterSettings after, long nowNanos) {
        boolean sameAddresses = before.heldAddresses().equals(after.heldAddresses());
        boolean asks = phase == Phase.IDLE ? spec.asksFirst() : phase != Phase.DECIDED && !sameAddresses;
        if (asks) {
            probe.reportFree();
            long answered = nowNanos + ANSWER_NANOS;
            notBeforeNanos = phase == Phase.IDLE ? answered : Timing.later(notBeforeNanos, answered);
            ask(after, nowNanos);
        }
    }

    /** An Active of this virtual router was heard, or this one is Active. */
    public void decided() {
        if (phase != Phase.DECIDED) {
            end(Phase.DECIDED);
        }
    }

    /** It takes no part any more. */
    public void left() {
        if (phase != Phase.DECIDED) {
            end(Phase.IDLE);
        }
    }

    private void end(Phase next) {
        phase = next;
        probe.stop();
    }

    /** Another host claimed an address. */
    public void onClaim(InetAddress address, MacAddress claimant) {
        probe.onClaim(address, claimant);
    }

    /** Whether it must not take over now. */
    public boolean holdsBack() {
        return phase == Phase.HELD
                || phase == Phase.FREED
                || (phase == Phase.ASKING && !probe.answers().isEmpty());
    }

    /** It is due to take over: null if it may, else the instant of the next check. */
    public @Nullable Long heldUntil(RouterSettings settings, long nowNanos) {
        return switch (phase) {
            case IDLE, DECIDED -> null;
            case ASKING ->
                !probe.answers().isEmpty()
                        ? hold(settings, nowNanos)
                        : Timing.due(notBeforeNanos, nowNanos) ? null : Long.valueOf(notBeforeNanos);
            case HELD -> probe.answers().isEmpty() ? free(settings, nowNanos) : hold(settings, nowNanos);
            case FREED -> probe.answers().isEmpty() ? proceed() : hold(settings, nowNanos);
        };
    }

    private Long hold(RouterSettings settings, long nowNanos) {
        phase = Phase.HELD;
        probe.reportInUse(spec, "so this virtual router does not take over");
        askOnce(settings, nowNanos);
        return nowNanos + AGAIN_NANOS;
    }

    /** All routers that were held back learn it at once: their skew orders them, as if an Active had stopped. */
    private Long free(RouterSettings settings, long nowNanos) {
        phase = Phase.FREED;
        askOnce(settings, nowNanos);
        return nowNanos
                + ANSWER_NANOS
                + Timing.skewNanos(settings.version(), settings.priority(), settings.advertisementIntervalNanos());
    }

    private void askOnce(RouterSettings settings, long nowNanos) {
        probe.ask(settings.heldAddresses(), 1, 0, nowNanos);
    }

    /** Alone it takes over now; in a move group it may have to wait, and an answer still counts. */
    private @Nullable Long proceed() {
        phase = Phase.ASKING;
        probe.reportFree();
        return null;
    }

    /** The message about the address that holds it back; null if there is none. */
    public @Nullable String conflict() {
        return probe.conflict();
    }

    /** The addresses that hold it back, with the hosts that have them. */
    public List<ClaimedAddress> inUse() {
        return probe.inUse();
    }

    public void close() {
        probe.stop();
    }
}
