package dev.virtualip.agent.address;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts how often another program on this host removes addresses of one virtual router, and decides when to hand
 * over. After that it is held down: it neither preempts nor hands over again, for a minute, and for twice as long each
 * time the removals continue afterwards.
 */
public final class ExternalRemovalGuard {
    public static final int REMOVALS = 3;
    public static final long WITHIN_NANOS = 10_000_000_000L;

    /** Removals this close together count as one, as many addresses at once or the rounds of {@code ip addr flush}. */
    public static final long TOGETHER_NANOS = 40_000_000L;

    static final long HOLD_DOWN_NANOS = 60_000_000_000L;
    static final long HOLD_DOWN_MAX_NANOS = 16 * HOLD_DOWN_NANOS;

    /** So long without a hand-over, and the next hold-down is as short as the first. */
    static final long FORGIVEN_NANOS = 10 * HOLD_DOWN_NANOS;

    private static final long LOG_NANOS = 10_000_000_000L;

    private final Deque<Long> occasions = new ArrayDeque<>();
    private long removals;
    private long holdDownNanos;
    private long heldUntilNanos;
    private long loggedNanos;
    private boolean logged;

    /** The reaction, besides binding the address again. */
    public enum Answer {
        /** Nothing. */
        PUT_BACK,
        /** Hand over; the router is held down from now on. */
        HAND_OVER
    }

    /** An address was removed while the router is Active. */
    public Answer removed(long nowNanos, boolean mayHandOver) {
        removals++;
        Long last = occasions.peekLast();
        if (last != null && nowNanos - last < TOGETHER_NANOS) {
            return Answer.PUT_BACK;
        }
        occasions.add(nowNanos);
        while (occasions.size() > REMOVALS || nowNanos - occasions.getFirst() > WITHIN_NANOS) {
            occasions.remove();
        }
        if (occasions.size() < REMOVALS || !mayHandOver || heldDown(nowNanos)) {
            return Answer.PUT_BACK;
        }
        boolean again = holdDownNanos > 0 && nowNanos - heldUntilNanos < FORGIVEN_NANOS;
        holdDownNanos = again ? Math.min(2 * holdDownNanos, HOLD_DOWN_MAX_NANOS) : HOLD_DOWN_NANOS;
        heldUntilNanos = nowNanos + holdDownNanos;
        occasions.clear();
        return Answer.HAND_OVER;
    }

    /** Whether it has handed over so recently that it does not preempt. */
    public boolean heldDown(long nowNanos) {
        return holdDownNanos > 0 && heldUntilNanos - nowNanos > 0;
    }

    /** The length of the last hold-down. */
    public long holdDownNanos() {
        return holdDownNanos;
    }

    /** The number of removed addresses. */
    public long removals() {
        return removals;
    }

    /** Whether it is time for a line in the log: with the first removal, then once in ten seconds. */
    public boolean mayLog(long nowNanos) {
        if (logged && nowNanos - loggedNanos < LOG_NANOS) {
            return false;
        }
        logged = true;
        loggedNanos = nowNanos;
        return true;
    }
}
