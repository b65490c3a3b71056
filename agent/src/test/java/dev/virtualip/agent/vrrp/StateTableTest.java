package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every pair of state and event has an answer: the kind of state that follows, and the actions; {@code =} is the very
 * same state. What exactly is in each cell is in the tests of the sections.
 */
class StateTableTest {
    private static final RouterSettings ROUTER =
            settings().withPreemption(Preemption.NEVER).build();
    private static final long NOW = 10 * SECOND;
    private static final State BACKUP = Story.backup(NOW, 150);
    private static final State ACTIVE = Story.active(NOW);
    private static final State RELEASING =
            new State.Releasing(NOW, false, Reason.MOVE_REQUESTED, List.of(Story.VIRTUAL), null, SECOND, NOW + SECOND);
    private static final String BACKUP_ROWS = """
        STARTED           | =
        HEARD_STOP        | Backup
        HEARD_INFERIOR    | Backup
        HEARD_SUPERIOR    | Backup
        CLAIMED           | =
        TIMER_FIRED       | Active: Advertise Bind Announce
        RECONFIGURED      | =
        RELEASE_REQUESTED | =
        STOPPED           | Initialize
        FAILED            | Initialize
        PAUSED            | Backup
        GROUP_READY       | =
        GROUP_LEFT        | =
        """;
    private static final String ACTIVE_ROWS = """
        STARTED           | =
        HEARD_STOP        | Active: Advertise
        HEARD_INFERIOR    | =: Advertise Announce
        HEARD_SUPERIOR    | Releasing: Advertise StopAnnouncing
        CLAIMED           | =
        TIMER_FIRED       | Active: Advertise
        RECONFIGURED      | Active: Advertise
        RELEASE_REQUESTED | Releasing: Advertise StopAnnouncing
        STOPPED           | Releasing: Advertise StopAnnouncing
        FAILED            | Initialize: StopAnnouncing Unbind
        PAUSED            | Backup: StopAnnouncing Unbind
        GROUP_READY       | =
        GROUP_LEFT        | Releasing: Advertise StopAnnouncing
        """;
    private static final String RELEASING_ROWS = """
        STARTED           | =
        HEARD_STOP        | =
        HEARD_INFERIOR    | Releasing
        HEARD_SUPERIOR    | Releasing
        CLAIMED           | Backup: Unbind
        TIMER_FIRED       | Active: Advertise Bind Announce
        RECONFIGURED      | =
        RELEASE_REQUESTED | =
        STOPPED           | Releasing
        FAILED            | Initialize: Unbind
        PAUSED            | Backup: Unbind
        GROUP_READY       | =
        GROUP_LEFT        | =
        """;

    @ParameterizedTest(name = "Backup, {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = BACKUP_ROWS)
    void backup(EventKind event, String answer) {
        assertThat(answer(BACKUP, event)).isEqualTo(answer);
    }

    @ParameterizedTest(name = "Active, {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = ACTIVE_ROWS)
    void active(EventKind event, String answer) {
        assertThat(answer(ACTIVE, event)).isEqualTo(answer);
    }

    @ParameterizedTest(name = "Releasing, {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = RELEASING_ROWS)
    void releasing(EventKind event, String answer) {
        assertThat(answer(RELEASING, event)).isEqualTo(answer);
    }

    @Test
    void tableIsWhole() {
        for (String rows : List.of(BACKUP_ROWS, ACTIVE_ROWS, RELEASING_ROWS)) {
            assertThat(rows.lines()
                            .map(row -> row.substring(0, row.indexOf('|')).strip()))
                    .containsExactlyElementsOf(
                            Arrays.stream(EventKind.values()).map(Enum::name).toList());
        }
    }

    @Test
    void changeOfStateHasAReasonAndNothingElseHas() {
        for (State state : List.of(new State.Initialize(), BACKUP, ACTIVE, RELEASING)) {
            for (EventKind event : EventKind.values()) {
                Step step = RouterStateMachine.step(ROUTER, state, event.at(NOW));
                boolean changed = !step.next().label().equals(state.label());
                assertThat(step.reason() != null).as("%s %s", state, event).isEqualTo(changed);
            }
        }
    }

    private static String answer(State state, EventKind event) {
        Step step = RouterStateMachine.step(ROUTER, state, event.at(NOW));
        String next = step.next().equals(state) ? "=" : step.next().label();
        String actions = step.actions().stream()
                .map(action -> action.getClass().getSimpleName())
                .collect(Collectors.joining(" "));
        return actions.isEmpty() ? next : next + ": " + actions;
    }
}
