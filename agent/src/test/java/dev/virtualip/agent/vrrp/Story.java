package dev.virtualip.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;

/** The persons and the words of the stories that the tests tell. */
final class Story {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000_000_000L;

    /** Skew_Time and Active_Down_Interval of version 3, priority 100, one second. */
    static final long SKEW_100 = 609_375_000L;

    static final long DOWN_100 = 3 * SECOND + SKEW_100;

    static final InetAddress VIRTUAL = address("192.0.2.1");
    static final InetAddress OWN = address("192.0.2.11");
    static final InetAddress LOWER = address("192.0.2.10");
    static final InetAddress PEER = address("192.0.2.12");
    static final InetAddress THIRD = address("192.0.2.13");

    private Story() {}

    static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    /** An advertisement of {@link #PEER}, version 3, at one second. */
    static Event.Heard heard(long nowNanos, int priority) {
        return heard(nowNanos, PEER, priority, SECOND);
    }

    static Event.Heard heard(long nowNanos, InetAddress source, int priority, long intervalNanos) {
        Advertisement advertisement = new Advertisement(3, 51, priority, intervalNanos, List.of(VIRTUAL));
        return new Event.Heard(nowNanos, source, advertisement, false);
    }

    /** The same advertisement, but it was queued while this process slept. */
    static Event.Heard stale(Event.Heard heard) {
        return new Event.Heard(heard.nowNanos(), heard.source(), heard.advertisement(), true);
    }

    /** A Backup of {@link #PEER} whose Active_Down_Timer runs out at this instant. */
    static State.Backup backup(long activeDownAtNanos, int activePriority) {
        return State.Backup.listening(activeDownAtNanos, SECOND, new Peer(PEER, activePriority));
    }

    /** A Backup of {@link #PEER} that is about to become Active for this reason. */
    static State.Backup backup(long activeDownAtNanos, int activePriority, Reason expiry) {
        return new State.Backup(
                activeDownAtNanos, activeDownAtNanos, SECOND, new Peer(PEER, activePriority), expiry, null, false);
    }

    /** An Active at an interval of one second. */
    static State.Active active(long deadlineNanos) {
        return new State.Active(deadlineNanos, SECOND, 0);
    }

    static Step step(RouterSettings settings, State state, Event event) {
        return RouterStateMachine.step(settings, state, event);
    }

    /** What an Active does first, in this order. */
    static Action[] takingOver(RouterSettings settings) {
        return new Action[] {
            new Action.Advertise(settings.priority()),
            new Action.Bind(settings.heldAddresses()),
            new Action.Announce(settings.heldAddresses())
        };
    }

    static void assertNothing(Step step, State state) {
        assertThat(step).isEqualTo(Step.stay(state));
    }
}
