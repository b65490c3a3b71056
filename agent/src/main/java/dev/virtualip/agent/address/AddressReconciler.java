package dev.virtualip.agent.address;

import dev.virtualip.agent.link.KernelAddresses;
import dev.virtualip.agent.link.KernelAddresses.Change;
import dev.virtualip.agent.link.KernelAddresses.Kind;
import dev.virtualip.agent.link.KernelAddresses.Outcome;
import dev.virtualip.agent.linux.Errno;
import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.Timer;
import dev.virtualip.agent.netlink.BoundAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Compares the wanted addresses with the bound ones, and makes them equal, a bounded number at a time. The one
 * mechanism binds, unbinds, puts back what was taken away and binds again under another label.
 */
final class AddressReconciler implements SharedAddresses.Sharer {
    /** The pause before a change that the kernel refused is tried again. */
    static final long RETRY_NANOS = 1_000_000_000L;

    /** An address that is there, but not reported yet, is looked at again after this time. */
    private static final long UNREPORTED_NANOS = 10_000_000L;

    private final LoopContext context;
    private final HeldAddresses addresses;
    private final AddressRenewal renewal;
    private final SharedAddresses shared;
    private final AddressBinder.Listener listener;
    private final Timer next;
    private final Timer retry;

    AddressReconciler(
            LoopContext context,
            HeldAddresses addresses,
            AddressRenewal renewal,
            SharedAddresses shared,
            AddressBinder.Listener listener) {
        this.context = context;
        this.addresses = addresses;
        this.renewal = renewal;
        this.shared = shared;
        this.listener = listener;
        this.next = context.timers().timer(this::reconcile);
        this.retry = context.timers().timer(this::tryAgain);
        shared.add(this);
    }

    /** It may be bound there with the lifetime that the other virtual router has set, so it is renewed at once. */
    @Override
    public boolean takeOver(int linkIndex, InetAddress address) {
        HeldAddress known = addresses.linkIndex() == linkIndex ? addresses.get(address) : null;
        if (known == null || !known.wanted) {
            return false;
        }
        BoundAddress bound = known.bound;
        if (bound != null) {
            known.found(bound, context.nowNanos());
            renewal.soon(known, context.nowNanos());
        }
        return true;
    }

    /** Takes a step at this instant. */
    void at(long atNanos) {
        next.setNoLaterThan(atNanos);
    }

    void stop() {
        shared.remove(this);
        next.clear();
        retry.clear();
    }

    /** Takes a step: first what has to go, then what has to come; the rest follows at the loop's next turn. */
    void reconcile(long nowNanos) {
        List<HeldAddress> changed = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        addresses.all().forEach(address -> planRemoval(address, changed, changes));
        addresses.all().forEach(address -> planAddition(address, changed, changes));
        if (!changes.isEmpty()) {
            List<InetAddress> bound = carryOut(changed, changes);
            if (!bound.isEmpty()) {
                listener.bound(bound, nowNanos);
            }
            if (changed.stream().anyMatch(address -> address.waits)) {
                retry.setNoLaterThan(nowNanos + RETRY_NANOS);
            }
            next.setNextTurn(nowNanos);
        }
        addresses.forgetUnused();
    }

    private void tryAgain(long nowNanos) {
        addresses.all().forEach(address -> address.waits = false);
        reconcile(nowNanos);
    }

    private void planRemoval(HeldAddress address, List<HeldAddress> changed, List<Change> changes) {
        BoundAddress bound = address.wanted ? address.bound : address.removable();
        if (bound == null || address.waits || changes.size() == KernelAddresses.CHANGES_MAX) {
            return;
        }
        if (!address.wanted && shared.handOver(this, bound.interfaceIndex(), bound.address())) {
            address.forget();
        } else if (!address.wanted || !sameForm(bound, addresses.form(address))) {
            changed.add(address);
            changes.add(new Change(Kind.REMOVE, bound));
        }
    }

    private void planAddition(HeldAddress address, List<HeldAddress> changed, List<Change> changes) {
        if (!address.wanted || address.present() || address.waits || changes.size() == KernelAddresses.CHANGES_MAX) {
            return;
        }
        if (addresses.ownedByHost(address)) {
            // With another prefix the kernel would take ours beside it, and announce the host's loss when ours goes.
            address.hostOwned = true;
            context.changed();
        } else {
            changed.add(address);
            changes.add(new Change(Kind.ADD, addresses.form(address)));
        }
    }

    private List<InetAddress> carryOut(List<HeldAddress> changed, List<Change> changes) {
        List<InetAddress> bound = new ArrayList<>();
        long asked = context.nowNanos();
        List<Outcome> outcomes = context.kernel().apply(changes);
        for (int i = 0; i < changes.size(); i++) {
            HeldAddress address = changed.get(i);
            if (changes.get(i).kind() == Kind.REMOVE) {
                removed(address, outcomes.get(i));
            } else if (added(address, changes.get(i).bound(), outcomes.get(i), asked)) {
                bound.add(address.virtual.address());
            }
        }
        return bound;
    }

    private void removed(HeldAddress address, Outcome outcome) {
        switch (outcome.errno()) {
            case KernelAddresses.DONE -> {
                address.ownRemovals++;
                isOff(address);
            }
            case KernelAddresses.NOT_THERE, KernelAddresses.NO_DEVICE -> isOff(address);
            default -> fail("removing %s failed", address, outcome);
        }
    }

    private void isOff(HeldAddress address) {
        address.off();
        address.failure = null;
        context.changed();
    }

    private boolean added(HeldAddress address, BoundAddress form, Outcome outcome, long askedNanos) {
        switch (outcome.errno()) {
            case KernelAddresses.DONE -> {
                address.bound(form, askedNanos);
                renewal.follow(address, form, askedNanos);
            }
            case KernelAddresses.EXISTS -> takeAsItIs(address, form, askedNanos);
            default -> fail("binding %s failed", address, outcome);
        }
        if (address.present()) {
            address.failure = null;
            context.changed();
        }
        return address.present();
    }

    /** The address is there already: bound by this agent, so it is renewed at once, or the host's own. */
    private void takeAsItIs(HeldAddress address, BoundAddress form, long nowNanos) {
        // Another virtual router may have bound it a moment ago: the kernel's report may still be unread.
        context.readMonitor();
        if (addresses.shown(form)) {
            address.found(form, nowNanos);
            renewal.soon(address, nowNanos);
        } else if (addresses.ownedByHost(address)) {
            address.hostOwned = true;
        } else {
            // The kernel reports an IPv6 address some milliseconds after it has it: only then is known whose it is.
            address.waits = true;
            retry.setNoLaterThan(nowNanos + UNREPORTED_NANOS);
        }
    }

    private void fail(String format, HeldAddress address, Outcome outcome) {
        String cause = outcome.message().isEmpty() ? Errno.describe(outcome.errno()) : outcome.message();
        String failure = format.formatted(address.virtual.address().getHostAddress()) + ": " + cause
                + "; tried again every second";
        address.waits = true;
        if (!failure.equals(address.failure)) {
            address.failure = failure;
            context.changed();
        }
    }

    private static boolean sameForm(BoundAddress one, BoundAddress other) {
        return one.prefixLength() == other.prefixLength() && Objects.equals(one.label(), other.label());
    }
}
