package dev.virtualip.agent.router;

import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.MoveGroup;
import dev.virtualip.agent.vrrp.State;
import java.util.Collection;
import java.util.List;

/** Moves the virtual routers of a move group together: when one member changes, the others follow. */
final class MoveGroups {
    /** A change of one member may change the others, which is settled in turn; what is left waits for the next turn. */
    private static final int ROUNDS_MAX = 8;

    private MoveGroups() {}

    /**
     * Moves the groups of the virtual routers that have changed. Allocates nothing when none has.
     *
     * @param all the virtual routers that may have changed, those that are leaving included
     * @param members the virtual routers that follow
     */
    static boolean settle(List<RouterInstance> all, List<RouterInstance> members, long nowNanos) {
        boolean any = false;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            boolean changed = false;
            for (int i = 0; i < all.size(); i++) {
                RouterInstance router = all.get(i);
                State before = router.takeChangedFrom();
                if (before != null) {
                    changed = true;
                    follow(members, router, before, nowNanos);
                }
            }
            if (!changed) {
                return any;
            }
            any = true;
        }
        return true;
    }

    private static void follow(Collection<RouterInstance> all, RouterInstance changed, State before, long nowNanos) {
        String group = changed.spec().moveGroup();
        if (group == null) {
            return;
        }
        List<RouterInstance> members = all.stream()
                .filter(router -> group.equals(router.spec().moveGroup()))
                .toList();
        if (before instanceof State.Active && !changed.isActive()) {
            for (RouterInstance member : members) {
                if (member != changed && member.isActive()) {
                    member.handle(new Event.GroupLeft(nowNanos));
                }
            }
        }
        if (MoveGroup.ready(members.stream().map(RouterInstance::state).toList())
                && members.stream().noneMatch(RouterInstance::heldBack)) {
            members.forEach(member -> member.handle(new Event.GroupReady(nowNanos)));
        }
    }
}
