package dev.virtualip.agent.vrrp;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a virtual router (RFC 9568 section 6.3, and Releasing). Deadlines are part of it, so that every test
 * sees every duration and the shell needs one timer for each router. All instants are nanoseconds of one monotonic
 * clock.
 */
public sealed interface State {

    /** The name that users see. */
    String label();

    /** The instant at which {@link Event.TimerFired} is due; without meaning in Initialize. */
    long deadlineNanos();

    /** The same state with its deadline moved; Initialize stays as it is. */
    State at(long deadlineNanos);

    /** Takes no part: not started, or something it needs is missing. */
    record Initialize() implements State {
        @Override
        public String label() {
            return "Initialize";
        }

        @Override
        public long deadlineNanos() {
            return 0;
        }

        @Override
        public Initialize at(long deadlineNanos) {
            return this;
        }
    }

    /**
     * Listens, ready to take over.
     *
     * @param deadlineNanos the Active_Down_Timer, or the end of the preemption delay where that comes first
     * @param activeDownAtNanos the Active_Down_Timer itself
     * @param activeIntervalNanos Active_Adver_Interval, as learnt from the wire
     * @param active the known Active; null if there is none
     * @param expiry why it becomes Active when the timer fires
     * @param preemptAtNanos when the delay of a preemption ends; null: none is held back
     * @param waiting whether its timer has fired and it waits for its move group, or for its first health verdict
     */
    record Backup(
            long deadlineNanos,
            long activeDownAtNanos,
            long activeIntervalNanos,
            @Nullable Peer active,
            Reason expiry,
            @Nullable Long preemptAtNanos,
            boolean waiting)
            implements State {

        /** A Backup that knows nothing but when its patience ends. */
        static Backup listening(long activeDownAtNanos, long activeIntervalNanos, @Nullable Peer active) {
            return new Backup(
                    activeDownAtNanos,
                    activeDownAtNanos,
                    activeIntervalNanos,
                    active,
                    Reason.PEER_TIMEOUT,
                    null,
                    false);
        }

        @Override
        public String label() {
            return "Backup";
        }

        @Override
        public Backup at(long newDeadlineNanos) {
            long activeDown = deadlineNanos == activeDownAtNanos ? newDeadlineNanos : activeDownAtNanos;
            return new Backup(
                    newDeadlineNanos, activeDown, activeIntervalNanos, active, expiry, preemptAtNanos, waiting);
        }
    }

    /**
     * Holds the addresses and advertises.
     *
     * @param deadlineNanos the Adver_Timer
     * @param cadenceNanos the time between two advertisements: the interval, or still the old, shorter one
     * @param slowingDown how many advertisements still go out at the old cadence after the interval grew, 0..3
     */
    record Active(long deadlineNanos, long cadenceNanos, int slowingDown) implements State {
        @Override
        public String label() {
            return "Active";
        }

        @Override
        public Active at(long newDeadlineNanos) {
            return new Active(newDeadlineNanos, cadenceNanos, slowingDown);
        }
    }

    /**
     * Has given up, and still answers until its successor announces the addresses: make before break.
     *
     * @param deadlineNanos when the last address goes at the latest
     * @param stopping whether Initialize follows (it stops) or Backup (it yields or moves)
     * @param reason why it left
     * @param held the addresses it still answers for
     * @param successor the best router that has advertised since; null: none yet
     * @param activeIntervalNanos the successor's interval; its own while there is no successor
     * @param activeDownAtNanos when a Backup that follows would lose its patience
     */
    record Releasing(
            long deadlineNanos,
            boolean stopping,
            Reason reason,
            List<InetAddress> held,
            @Nullable Peer successor,
            long activeIntervalNanos,
            long activeDownAtNanos)
            implements State {

        /** Keeps a copy of the addresses. */
        public Releasing {
            held = List.copyOf(held);
        }

        /** Whether its time is over, no successor came, and it holds on until its move group decides. */
        public boolean waiting() {
            return successor == null && !stopping && deadlineNanos == activeDownAtNanos;
        }

        @Override
        public String label() {
            return "Releasing";
        }

        @Override
        public Releasing at(long newDeadlineNanos) {
            return new Releasing(
                    newDeadlineNanos, stopping, reason, held, successor, activeIntervalNanos, activeDownAtNanos);
        }
    }
}
