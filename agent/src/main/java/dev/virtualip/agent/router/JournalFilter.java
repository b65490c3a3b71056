package dev.virtualip.agent.router;

import dev.virtualip.agent.vrrp.Action;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Step;
import java.util.Objects;

/** Selects the steps for the journal: those that changed more than a deadline, or did more than advertise on time. */
final class JournalFilter {
    private JournalFilter() {}

    static boolean matters(State before, Event event, Step step) {
        if (step.reason() != null) {
            return true;
        }
        boolean onTime = event instanceof Event.TimerFired
                && step.actions().stream().allMatch(action -> action instanceof Action.Advertise);
        boolean acted = !step.actions().isEmpty() && !onTime;
        return acted || !sameButDeadlines(before, step.next());
    }

    private static boolean sameButDeadlines(State before, State after) {
        return switch (before) {
            case State.Backup one
            when after instanceof State.Backup other -> timeless(one).equals(timeless(other));
            case State.Active ignored -> after instanceof State.Active;
            case State.Releasing one
            when after instanceof State.Releasing other ->
                one.held().equals(other.held())
                        && Objects.equals(one.successor(), other.successor())
                        && one.waiting() == other.waiting();
            case State.Backup ignored -> false;
            case State.Releasing ignored -> false;
            case State.Initialize ignored -> after instanceof State.Initialize;
        };
    }

    private static State.Backup timeless(State.Backup backup) {
        Long held = backup.preemptAtNanos() == null ? null : Long.valueOf(0);
        return new State.Backup(
                0, 0, backup.activeIntervalNanos(), backup.active(), backup.expiry(), held, backup.waiting());
    }
}
