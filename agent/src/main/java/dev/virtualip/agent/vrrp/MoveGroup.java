package dev.virtualip.agent.vrrp;

import java.util.Collection;

/** The rule by which virtual routers move together: all are Active, or none. */
public final class MoveGroup {
    private MoveGroup() {}

    /** Whether the waiting members may take over: each member waits, or is Active already. */
    public static boolean ready(Collection<State> members) {
        boolean waiting = false;
        for (State member : members) {
            if (member instanceof State.Backup backup && backup.waiting()) {
                waiting = true;
            } else if (!(member instanceof State.Active)) {
                return false;
            }
        }
        return waiting;
    }
}
