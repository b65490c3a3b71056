package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.vrrp.Action;
import dev.virtualip.agent.vrrp.Advertisement;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Peer;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Step;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Selection of the entries of the journal. */
final class JournalFilterTest {
    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.2");
    private static final State ACTIVE = new State.Active(10, 10, 0);
    private static final Event TIMER = new Event.TimerFired(10);
    private static final Event HEARD =
            new Event.Heard(10, PEER, new Advertisement(3, 55, 100, 10, List.of(PEER)), false);

    private static State.Backup backup(long deadline, int priority, @Nullable Long preemptAt) {
        return new State.Backup(
                deadline, deadline, 10, new Peer(PEER, priority), Reason.PEER_TIMEOUT, preemptAt, false);
    }

    private static Step stay(State next, Action... actions) {
        return new Step(next, List.of(actions), null);
    }

    @Test
    void advertisementOnTimeDoesNot() {
        assertThat(JournalFilter.matters(ACTIVE, TIMER, stay(ACTIVE.at(20), new Action.Advertise(100))))
                .isFalse();
    }

    @Test
    void answerToALosingAdvertisementDoes() {
        assertThat(JournalFilter.matters(ACTIVE, HEARD, stay(ACTIVE, new Action.Advertise(100))))
                .isTrue();
    }

    @Test
    void transitionDoes() {
        Step step = new Step(ACTIVE, List.of(), Reason.PEER_TIMEOUT);
        assertThat(JournalFilter.matters(backup(10, 100, null), TIMER, step)).isTrue();
    }

    @Test
    void deadlineThatMovesDoesNot_anotherActiveDoes() {
        assertThat(JournalFilter.matters(backup(10, 100, null), HEARD, stay(backup(20, 100, null))))
                .isFalse();
        assertThat(JournalFilter.matters(backup(10, 100, null), HEARD, stay(backup(20, 90, null))))
                .isTrue();
    }

    @Test
    void preemptionThatIsHeldBackDoes_itsDeadlineDoesNot() {
        assertThat(JournalFilter.matters(backup(10, 100, null), HEARD, stay(backup(10, 100, 30L))))
                .isTrue();
        assertThat(JournalFilter.matters(backup(10, 100, 30L), HEARD, stay(backup(10, 100, 40L))))
                .isFalse();
    }

    @Test
    void nothingHappensInInitialize() {
        State initialize = new State.Initialize();
        assertThat(JournalFilter.matters(initialize, HEARD, stay(initialize))).isFalse();
    }

    @Test
    void floodMakesNoMoreThanTenEntriesASecond() {
        JournalLimit limit = new JournalLimit();
        int admitted = 0;
        for (int i = 0; i < 3_000; i++) {
            admitted += limit.admits(Long.MAX_VALUE - 500_000_000L + i * 1_000_000L) ? 1 : 0;
        }

        assertThat(admitted).isEqualTo(3 * JournalLimit.ENTRIES_MAX);
    }
}
