package dev.virtualip.agent.vrrp;

/**
 * The state machine of one virtual router (RFC 9568 section 6.4, RFC 3768 section 6.4, and Releasing).
 *
 * <pre>
 *               Started (255)                     stop, move, superior router
 *        +---------------------------> Active ---------------------------------+
 *        |                              ^  |                                   v
 *   Initialize --Started--> Backup -----+  | Failed, Paused                Releasing
 *        ^                    ^  timer     v                                |     |
 *        |                    +------------+--------------------------------+     |
 *        +--------------- Stopped, Failed, end of Releasing ----------------------+
 * </pre>
 */
public final class RouterStateMachine {
    private RouterStateMachine() {}

    /**
     * What follows from an event. Same input, same output; every pair of state and event has an answer.
     *
     * @param settings the settings in force, after the event
     * @param state the state before
     * @param event what happened
     */
    public static Step step(RouterSettings settings, State state, Event event) {
        return switch (state) {
            case State.Initialize initialize -> InitializeRules.step(settings, initialize, event);
            case State.Backup backup -> BackupRules.step(settings, backup, event);
            case State.Active active -> ActiveRules.step(settings, active, event);
            case State.Releasing releasing -> ReleasingRules.step(settings, releasing, event);
        };
    }
}
