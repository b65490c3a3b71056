package dev.virtualip.agent.vrrp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one event.
 *
 * @param next the state that follows
 * @param actions what to do, in order
 * @param reason why the state changed; null if it is still of the same kind
 */
public record Step(
        State next, List<Action> actions, @Nullable Reason reason) {

    /** Keeps a copy of the actions. */
    public Step {
        actions = List.copyOf(actions);
    }

    /** Nothing to do, and the same kind of state. */
    static Step stay(State next, Action... actions) {
        return new Step(next, List.of(actions), null);
    }

    /** A change of state. */
    static Step change(State next, Reason reason, Action... actions) {
        return new Step(next, List.of(actions), reason);
    }
}
