package dev.virtualip.agent.router;

import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.MoveGroup;
import dev.virtualip.agent.vrrp.State;
import java.util.Collection;
import java.util.List;

/** Carries the rule of move groups out: when one member changes, it looks at the others. */
final class MoveGroups {
    private boolean deciding;

    /** A virtual router changed its state, or its group. */
    void changed(Collection<RouterInstance> all, RouterInstance changed, State before, long nowNanos) {
        String group = changed.spec().moveGroup();
        if (group == null) {
            return;
        }
        List<RouterInstance> members = all.stream()
                .filter(router -> group.equals(router.spec().moveGroup()))
                .toList();
        if (before instanceof State.Active && !changed.isActive()) {
            leave(members, changed, nowNanos);
        }
        decide(members, nowNanos);
    }

    private static void leave(List<RouterInstance> members, RouterInstance changed, long nowNanos) {
        for (RouterInstance member : members) {
            if (member != changed && member.isActive()) {
                member.handle(new Event.GroupLeft(nowNanos));
            }
        }
    }

    /** Somebody else has an address of it: the others wait for it. */
    private static boolean heldBack(RouterInstance member) {
        return member.surroundings().firstBinding().holdsBack();
    }

    /** Telling one member changes it, which comes back here: the first call decides for all. */
    private void decide(List<RouterInstance> members, long nowNanos) {
        if (deciding
                || !MoveGroup.ready(members.stream().map(RouterInstance::state).toList())
                || members.stream().anyMatch(MoveGroups::heldBack)) {
            return;
        }
        deciding = true;
        try {
            members.forEach(member -> member.handle(new Event.GroupReady(nowNanos)));
        } finally {
            deciding = false;
        }
    }
}
