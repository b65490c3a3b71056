package dev.virtualip.agent.router;

import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.router.KernelAddresses.Change;
import dev.virtualip.agent.router.KernelAddresses.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Renews the lifetimes of one virtual router's addresses, three times within each: the kernel takes them away when
 * this process no longer does. A renewal creates what is not there, so only what is known to be there is renewed.
 */
final class AddressRenewal {
    private static final int ROUNDS_PER_LIFETIME = 3;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final LoopContext context;
    private final HeldAddresses addresses;
    private final Timer timer;
    private final Deque<HeldAddress> round = new ArrayDeque<>();
    private long roundStartedNanos;

    AddressRenewal(LoopContext context, HeldAddresses addresses) {
        this.context = context;
        this.addresses = addresses;
        this.timer = context.timers().timer(this::renew);
    }

    /** The lifetime to set now; 0: permanent. */
    long lifetimeNanos() {
        return context.cost().effectiveLifetimeNanos(addresses.binding().lifetimeNanos());
    }

    long lifetimeSeconds() {
        return lifetimeNanos() / SECOND_NANOS;
    }

    void start(long nowNanos) {
        if (addresses.binding().lifetimeNanos() > 0) {
            timer.setNoLaterThan(nowNanos + pauseNanos());
        }
    }

    /** From one round to the next; where renewing costs too much and addresses are permanent, from look to look. */
    private long pauseNanos() {
        long lifetime = lifetimeNanos();
        return (lifetime > 0 ? lifetime : RenewalCost.LIFETIME_MAX_NANOS) / ROUNDS_PER_LIFETIME;
    }

    void stop() {
        timer.clear();
        round.clear();
    }

    private void renew(long nowNanos) {
        if (round.isEmpty()) {
            beginRound(nowNanos);
        }
        context.readMonitor();
        List<HeldAddress> renewed = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        while (!round.isEmpty() && changes.size() < KernelAddresses.CHANGES_MAX) {
            HeldAddress address = round.remove();
            if (due(address)) {
                renewed.add(address);
                changes.add(new Change(Kind.RENEW, addresses.form(address)));
            }
        }
        if (!changes.isEmpty()) {
            carryOut(renewed, changes, nowNanos);
        }
        schedule(nowNanos);
    }

    private void beginRound(long nowNanos) {
        roundStartedNanos = nowNanos;
        addresses.all().stream().filter(this::due).forEach(round::add);
    }

    /** Whether it is ours, still there, and not for ever there already. */
    private boolean due(HeldAddress address) {
        BoundAddress bound = address.bound;
        return bound != null
                && address.wanted
                && (bound.lifetimeSeconds() > 0 || lifetimeSeconds() > 0)
                && addresses.shown(bound);
    }

    private void carryOut(List<HeldAddress> renewed, List<Change> changes, long nowNanos) {
        boolean mortal = lifetimeNanos() > 0;
        long before = context.nowNanos();
        List<KernelAddresses.Outcome> outcomes = context.kernel().apply(changes);
        context.cost().measured(changes.size(), context.nowNanos() - before);
        if (mortal != (lifetimeNanos() > 0)) {
            context.changed();
        }
        for (int i = 0; i < changes.size(); i++) {
            if (outcomes.get(i).errno() == KernelAddresses.DONE) {
                renewed.get(i).bound(changes.get(i).bound(), nowNanos);
            }
        }
    }

    /** The rest of the round at the next turn of the loop; the next round a third of the lifetime after this one. */
    private void schedule(long nowNanos) {
        if (!round.isEmpty()) {
            timer.setNextTurn(nowNanos);
            return;
        }
        boolean held = addresses.all().stream().anyMatch(address -> address.wanted);
        if (held && addresses.binding().lifetimeNanos() > 0) {
            long next = roundStartedNanos + pauseNanos();
            timer.set(next - nowNanos > 0 ? next : nowNanos + pauseNanos());
        }
    }
}
