package dev.virtualip.agent.address;

import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.node.VirtualAddress;
import org.jspecify.annotations.Nullable;

/**
 * One address of a virtual router: whether it should be on the interface, whether it is, and until when the kernel
 * keeps it there. All its deadlines follow from the lifetime that the kernel has acknowledged, never from the one that
 * is wanted next.
 */
public final class HeldAddress {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** The kernel looks for expired addresses by a coarse timer, and may round a lifetime down. */
    private static final long EXPIRY_SLACK_NANOS = 200_000_000L;

    /** The address and the prefix that the user gave. */
    public VirtualAddress virtual;

    /** Whether the state machine wants it bound. */
    boolean wanted;

    /** The form in which this agent bound it; null if it did not. */
    @Nullable
    public BoundAddress bound;

    /**
     * The form in which it may be on the interface although its end was reported: a renewal that came too late creates
     * it, and the report of its end is read after that. Null if it cannot be.
     */
    private @Nullable BoundAddress createdAgain;

    /** Whether the host has it without us: used as it is, never renewed, never removed. */
    boolean hostOwned;

    /** The number of this agent's removals that the kernel has not reported yet. */
    int ownRemovals;

    /** The failure of the last attempt to bind, renew or remove it; null if it succeeded. */
    @Nullable
    public String failure;

    /** Whether it was refused and waits for the next attempt, so that the others are not held up. */
    public boolean waits;

    /** The instant of its last announcement after a binding since this router became Active; null if there was none. */
    @Nullable
    Long announcedNanos;

    /** The instant of its next renewal; only while it is bound. */
    long renewAtNanos;

    private boolean expires;
    private long expiresAtNanos;
    private boolean renewedTooLate;

    HeldAddress(VirtualAddress virtual) {
        this.virtual = virtual;
    }

    /** Whether this host answers for it. */
    public boolean present() {
        return bound != null || hostOwned;
    }

    /** What has to be removed so that it is certain that this agent has left nothing behind; null if nothing has. */
    @Nullable
    BoundAddress removable() {
        return bound != null ? bound : createdAgain;
    }

    /** The kernel has put it on the interface in this form; the request left at this instant. */
    public void bound(BoundAddress form, long askedNanos) {
        renewedTooLate = false;
        acknowledged(form, askedNanos);
    }

    /** The kernel has renewed it; the answer came at the second instant. */
    void renewed(BoundAddress form, long askedNanos, long answeredNanos) {
        // A renewal creates what has just expired; the kernel reports the expiry all the same.
        renewedTooLate = due(answeredNanos);
        acknowledged(form, askedNanos);
    }

    private void acknowledged(BoundAddress form, long askedNanos) {
        bound = form;
        createdAgain = null;
        expires = form.lifetimeSeconds() > 0;
        expiresAtNanos = askedNanos + form.lifetimeSeconds() * SECOND_NANOS;
    }

    /** A renewal was asked for and not acknowledged: the kernel may have done it or not. */
    void unacknowledged(BoundAddress form, long askedNanos) {
        long otherwise = askedNanos + form.lifetimeSeconds() * SECOND_NANOS;
        if (form.lifetimeSeconds() > 0 && (!expires || otherwise - expiresAtNanos < 0)) {
            expires = true;
            expiresAtNanos = otherwise;
        }
    }

    /** It was there already, with a lifetime that this virtual router has not set: any moment may be its last. */
    void found(BoundAddress form, long nowNanos) {
        bound = form;
        createdAgain = null;
        expires = true;
        expiresAtNanos = nowNanos;
        renewedTooLate = false;
        renewAtNanos = nowNanos;
    }

    /** This agent has taken it off the interface. */
    void off() {
        bound = null;
        createdAgain = null;
    }

    /** It is no longer on the interface. */
    public void forget() {
        off();
        hostOwned = false;
        ownRemovals = 0;
    }

    /** The kernel reports its end, which may be older than the last renewal. */
    void ended() {
        BoundAddress form = renewedTooLate ? bound : null;
        forget();
        createdAgain = form;
    }

    /** Whether its loss fits the lifetime that was set: then a late renewal of this agent is the cause. */
    public boolean expired(long nowNanos) {
        return bound != null && (renewedTooLate || due(nowNanos));
    }

    private boolean due(long nowNanos) {
        return expires && nowNanos - expiresAtNanos >= -EXPIRY_SLACK_NANOS;
    }
}
