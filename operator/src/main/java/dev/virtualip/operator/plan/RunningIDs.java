package dev.virtualip.operator.plan;

import dev.virtualip.crds.VirtualIPStatus.RouterSummary;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.operator.plan.Observed.ObservedRouter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which Virtual Router IDs are in use. */
final class RunningIDs {
    private final Map<String, Set<Integer>> usedIDs = new HashMap<>();
    private final Collection<NodeFacts> nodes;

    RunningIDs(Collection<NodeFacts> nodes) {
        this.nodes = nodes;
    }

    @Nullable
    Integer id(Wish wish, String name, boolean ipv6) {
        if (wish.givenID() != null) {
            return wish.givenID();
        }
        Integer current = current(wish, name);
        if (current != null) {
            return current;
        }
        int start = (int) Math.floorMod(Hashes.of(wish.name()), 255L);
        for (int i = 0; i < 255; i++) {
            int id = 1 + (start + i) % 255;
            if (ids(ipv6).add(id)) {
                return id;
            }
        }
        return null;
    }

    Set<Integer> ids(boolean ipv6) {
        return usedIDs.computeIfAbsent(ipv6 ? "ipv6" : "ipv4", ignored -> new HashSet<>());
    }

    @Nullable
    Integer current(Wish wish, String name) {
        if (wish.givenID() != null) {
            return wish.givenID();
        }
        for (NodeFacts node : nodes) {
            VirtualRouter running = router(node.router(), name);
            if (running != null && running.vrrp() != null) {
                return running.vrrp().virtualRouterID();
            }
        }
        for (RouterSummary summary : wish.wanted().status().virtualRouters()) {
            if (summary.name().equals(name)) {
                return summary.virtualRouterID();
            }
        }
        return null;
    }

    static @Nullable VirtualRouter router(@Nullable ObservedRouter router, String name) {
        if (router == null) {
            return null;
        }
        return router.spec().virtualRouters().stream()
                .filter(running -> name.equals(running.name()))
                .findFirst()
                .orElse(null);
    }
}
