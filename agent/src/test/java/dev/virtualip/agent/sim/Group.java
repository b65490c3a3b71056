package dev.virtualip.agent.sim;

import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.MoveGroup;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Step;
import java.util.ArrayList;
import java.util.List;

/** The members of a move group on one host, and what the shell tells them of each other. */
final class Group {
    private final List<Host> members = new ArrayList<>();

    void add(Host member) {
        members.add(member);
    }

    void follow(State before, Step step) {
        if (before instanceof State.Active && !(step.next() instanceof State.Active)) {
            tell(State.Active.class, true);
        } else if (MoveGroup.ready(members.stream().map(Host::state).toList())) {
            tell(State.Backup.class, false);
            tell(State.Releasing.class, false);
        }
    }

    private void tell(Class<? extends State> kind, boolean left) {
        for (Host member : members) {
            if (kind.isInstance(member.state())) {
                member.dispatch(left ? new Event.GroupLeft(member.now()) : new Event.GroupReady(member.now()));
            }
        }
    }
}
