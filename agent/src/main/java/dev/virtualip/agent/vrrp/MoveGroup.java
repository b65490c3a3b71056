package dev.virtualip.agent.vrrp;

import java.util.Collection;

/** The rule by which virtual routers move together: all are Active, or none. */
public final class MoveGroup {
    private MoveGroup() {}

    /** Whether the waiting members may take over: each member waits, or is Active already. */
    public static boolean ready(Collection<State> members) {
        boolean waiting = false;
        for (State member : members) {
            if (waits(member)) {
                waiting = true;
            } else if (!(member instanceof State.Active)) {
                return false;
            }
        }
        return waiting;
    }

    /** Whether a member is ready to take over, or to stay, and waits for the others. */
    public static boolean waits(State member) {
        return switch (member) {
            case State.Initialize ignored -> false;
            case State.Backup backup -> backup.waiting();
            case State.Active ignored -> false;
            case State.Releasing releasing -> releasing.waiting();
        };
    }
}
