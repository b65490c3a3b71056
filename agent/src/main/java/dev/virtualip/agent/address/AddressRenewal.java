package dev.virtualip.agent.address;

import dev.virtualip.agent.link.KernelAddresses;
import dev.virtualip.agent.link.KernelAddresses.Change;
import dev.virtualip.agent.link.KernelAddresses.Kind;
import dev.virtualip.agent.link.KernelAddresses.Outcome;
import dev.virtualip.agent.linux.Errno;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.RenewalCost;
import dev.virtualip.agent.loop.Timer;
import dev.virtualip.agent.netlink.BoundAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Renews the lifetimes of one virtual router's addresses: the kernel takes them away when this process no longer does.
 * Each is due after a quarter to a third of the lifetime that the kernel acknowledged last, whatever lifetime is wanted
 * by now, and is tried again soon when the kernel did not acknowledge. A renewal creates what is not there, so only
 * what is known to be there is renewed.
 */
final class AddressRenewal {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int ROUNDS_PER_LIFETIME = 3;

    /** The part of the lifetime after which a failed renewal is tried again. */
    private static final int RETRIES_PER_LIFETIME = 12;

    /** The part of the lifetime by which a renewal may come early, so that one request carries several. */
    private static final int TOGETHER_PER_LIFETIME = 24;

    /** The golden ratio, as a fraction of 2^32: its multiples spread evenly. */
    private static final int SPREAD = 0x9E3779B9;

    private final LoopContext context;
    private final HeldAddresses addresses;
    private final Timer timer;

    AddressRenewal(LoopContext context, HeldAddresses addresses) {
        this.context = context;
        this.addresses = addresses;
        this.timer = context.timers().timer(this::renew);
    }

    /** The kernel has acknowledged an address in this form; the request left at this instant. */
    void follow(HeldAddress address, BoundAddress form, long askedNanos) {
        address.renewAtNanos = askedNanos + pauseNanos(form);
        schedule(address, askedNanos);
    }

    /** Renews it at once: its lifetime in the kernel is not one that this virtual router has set, or wants now. */
    void soon(HeldAddress address, long nowNanos) {
        address.renewAtNanos = nowNanos;
        schedule(address, nowNanos);
    }

    void stop() {
        timer.clear();
    }

    /**
     * From an acknowledgement to the next renewal. Every virtual router has a length of its own, so that those that
     * were bound together do not stay together. What is permanent since renewing it costs too much is looked at again.
     */
    private long pauseNanos(BoundAddress form) {
        long third = lifetimeNanos(form) / ROUNDS_PER_LIFETIME;
        int first = addresses.binding().addresses().getFirst().address().hashCode();
        return third - third / 4 * ((first * SPREAD) >>> 24) / 256;
    }

    private static long lifetimeNanos(BoundAddress form) {
        return form.lifetimeSeconds() > 0 ? form.lifetimeSeconds() * SECOND_NANOS : RenewalCost.LIFETIME_MAX_NANOS;
    }

    private void renew(long nowNanos) {
        context.readMonitor();
        List<HeldAddress> renewed = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (HeldAddress address : addresses.all()) {
            BoundAddress bound = address.bound;
            if (bound == null || !due(address, bound, nowNanos) || changes.size() == KernelAddresses.CHANGES_MAX) {
                continue;
            }
            if (bound.lifetimeSeconds() == 0 && addresses.lifetimeNanos() == 0) {
                follow(address, bound, nowNanos);
            } else if (addresses.shown(bound)) {
                renewed.add(address);
                changes.add(new Change(Kind.RENEW, addresses.form(address)));
            } else {
                // The kernel has reported it as gone, and the handling of that report follows.
                again(address, bound, nowNanos);
            }
        }
        if (!changes.isEmpty()) {
            carryOut(renewed, changes);
        }
        // What is due already and did not fit: at the loop's next turn, so that long work has its pauses.
        addresses.all().forEach(address -> schedule(address, nowNanos + 1));
    }

    private static boolean due(HeldAddress address, BoundAddress bound, long nowNanos) {
        long together = lifetimeNanos(bound) / TOGETHER_PER_LIFETIME;
        return address.wanted && address.renewAtNanos - nowNanos <= together;
    }

    private void again(HeldAddress address, BoundAddress form, long nowNanos) {
        BoundAddress bound = address.bound;
        long lifetime = bound == null ? lifetimeNanos(form) : Math.min(lifetimeNanos(form), lifetimeNanos(bound));
        address.renewAtNanos = nowNanos + lifetime / RETRIES_PER_LIFETIME;
    }

    private void carryOut(List<HeldAddress> renewed, List<Change> changes) {
        boolean mortal = addresses.lifetimeNanos() > 0;
        long asked = context.nowNanos();
        long spent = context.spentNanos();
        List<Outcome> outcomes = context.kernel().apply(changes);
        context.cost().measured(changes.size(), context.spentNanos() - spent);
        long answered = context.nowNanos();
        if (mortal != (addresses.lifetimeNanos() > 0)) {
            context.changed();
        }
        for (int i = 0; i < changes.size(); i++) {
            HeldAddress address = renewed.get(i);
            BoundAddress form = changes.get(i).bound();
            if (outcomes.get(i).errno() == KernelAddresses.DONE) {
                address.renewed(form, asked, answered);
                follow(address, form, asked);
                noteFailure(address, null);
            } else {
                address.unacknowledged(form, asked);
                again(address, form, answered);
                noteFailure(
                        address,
                        "renewing %s failed: %s; tried again until it expires"
                                .formatted(address.virtual.address().getHostAddress(), cause(outcomes.get(i))));
            }
        }
    }

    private static String cause(Outcome outcome) {
        return outcome.message().isEmpty() ? Errno.describe(outcome.errno()) : outcome.message();
    }

    private void noteFailure(HeldAddress address, @Nullable String failure) {
        if (!Objects.equals(failure, address.failure)) {
            address.failure = failure;
            context.changed();
        }
    }

    /** Sets the timer for the renewal of an address that is bound and has, or should have, a lifetime. */
    void schedule(HeldAddress address, long earliestNanos) {
        BoundAddress bound = address.bound;
        boolean mortal = addresses.binding().lifetimeNanos() > 0 || (bound != null && bound.lifetimeSeconds() > 0);
        if (bound != null && address.wanted && mortal) {
            timer.setNoLaterThan(Math.max(address.renewAtNanos - earliestNanos, 0) + earliestNanos);
        }
    }
}
