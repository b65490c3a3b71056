package dev.virtualip.agent.router;

import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.node.VirtualAddress;
import org.jspecify.annotations.Nullable;

/** One address of a virtual router: whether it should be on the interface, and whether it is. */
final class HeldAddress {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** The kernel looks for expired addresses by a coarse timer, and may round a lifetime down. */
    private static final long EXPIRY_SLACK_NANOS = 200_000_000L;

    /** The address and the prefix that the user gave. */
    VirtualAddress virtual;

    /** Whether the state machine wants it bound. */
    boolean wanted;

    /** What is on the interface by our doing; null if it is not. */
    @Nullable
    BoundAddress bound;

    /** Whether the host has it without us: used as it is, never renewed, never removed. */
    boolean hostOwned;

    /** How many of our own removals the kernel has not reported yet: those reports are no theft. */
    int ownRemovals;

    /** Why binding or removing it failed last time; null if it did not. */
    @Nullable
    String failure;

    /** Whether it was refused and is left alone until the next attempt, so that the others are not held up. */
    boolean waits;

    private long renewedAtNanos;

    HeldAddress(VirtualAddress virtual) {
        this.virtual = virtual;
    }

    /** Whether this host answers for it. */
    boolean present() {
        return bound != null || hostOwned;
    }

    /** It is on the interface in this form, and its lifetime begins now. */
    void bound(BoundAddress form, long nowNanos) {
        bound = form;
        renewedAtNanos = nowNanos;
    }

    /** It is on the interface no more, whoever did it. */
    void forget() {
        bound = null;
        hostOwned = false;
        ownRemovals = 0;
    }

    /** Whether its lifetime has passed: then nobody but our own lateness took it away. */
    boolean expired(long nowNanos) {
        BoundAddress form = bound;
        return form != null
                && form.lifetimeSeconds() > 0
                && nowNanos - renewedAtNanos >= form.lifetimeSeconds() * SECOND_NANOS - EXPIRY_SLACK_NANOS;
    }
}
