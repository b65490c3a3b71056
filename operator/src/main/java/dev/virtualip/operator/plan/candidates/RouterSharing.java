package dev.virtualip.operator.plan.candidates;

import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.topology.InterfaceChoice;
import dev.virtualip.operator.plan.topology.InterfaceChoice.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the group that a new VirtualIP can share when Virtual Router IDs run short: the least loaded one with equal
 * settings.
 */
public final class RouterSharing {
    /** Number of unused IDs from which on VirtualIPs share if they can. The rest is kept for those that cannot. */
    public static final int RESERVE = 55;

    private final ClusterIndex cluster;
    private final NodeLoads loads;
    private final Map<Integer, Map<String, RouterGroup>> groups = new HashMap<>();

    public RouterSharing(ClusterIndex cluster, NodeLoads loads) {
        this.cluster = cluster;
        this.loads = loads;
    }

    /** Adds a group that can be shared. */
    public void add(RouterGroup group) {
        if (isOpen(group) && group.top() != null) {
            on(network(group)).put(group.name(), group);
        }
    }

    /** Replaces a group. */
    public void replace(RouterGroup group, RouterGroup joined) {
        on(network(group)).put(group.name(), joined);
    }

    private Map<String, RouterGroup> on(int network) {
        return groups.computeIfAbsent(network, ignored -> new LinkedHashMap<>());
    }

    private static int network(RouterGroup group) {
        return group.routers().getFirst().network();
    }

    /** Whether a group can be shared: users set neither its Virtual Router ID nor its move group. */
    public static boolean isOpen(RouterGroup group) {
        for (PlannedRouter router : group.routers()) {
            for (VirtualIPRequest request : router.requests()) {
                if (request.givenID() != null || request.requireSettings().moveGroup() != null) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Finds the group to share; null: none. */
    @Nullable
    public RouterGroup find(RouterGroup added) {
        Set<String> unfit = new HashSet<>();
        while (true) {
            RouterGroup best = leastLoaded(added, unfit);
            if (best == null || fits(best, added)) {
                return best;
            }
            unfit.add(best.name());
        }
    }

    private @Nullable RouterGroup leastLoaded(RouterGroup added, Set<String> unfit) {
        RouterGroup best = null;
        long bestLoad = 0;
        for (RouterGroup group : on(network(added)).values()) {
            if (!isOfOneKind(group, added)) {
                continue;
            }
            long load = loads.of(topOf(group));
            boolean better = best == null || load < bestLoad || (load == bestLoad && isBefore(group, best));
            if (better && hasRoomFor(group, added) && !unfit.contains(group.name())) {
                best = group;
                bestLoad = load;
            }
        }
        return best;
    }

    private int topOf(RouterGroup group) {
        return cluster.number(Objects.requireNonNull(group.top()).node().name());
    }

    private static boolean isBefore(RouterGroup a, RouterGroup b) {
        int smaller = Integer.compare(a.weight(), b.weight());
        return smaller != 0 ? smaller < 0 : a.name().compareTo(b.name()) < 0;
    }

    /** Returns the group with the members of another one added. */
    public static RouterGroup joined(RouterGroup group, RouterGroup added) {
        List<PlannedRouter> routers = new ArrayList<>();
        for (PlannedRouter router : group.routers()) {
            PlannedRouter its = added.routers().stream()
                    .filter(other -> other.ipv6() == router.ipv6())
                    .findFirst()
                    .orElseThrow();
            routers.add(router.with(its.members().getFirst()));
        }
        return group.of(routers);
    }

    /** Whether two groups differ in addresses and candidates only. */
    private static boolean isOfOneKind(RouterGroup a, RouterGroup b) {
        PlannedRouter first = a.routers().getFirst();
        PlannedRouter other = b.routers().getFirst();
        if (a.routers().size() == 1 && b.routers().size() == 1) {
            return first.ipv6() == other.ipv6()
                    && first.network() == other.network()
                    && first.settings().equals(other.settings());
        }
        return a.routers().size() == b.routers().size()
                && a.routers()
                        .getFirst()
                        .settings()
                        .equals(b.routers().getFirst().settings())
                && places(a).equals(places(b));
    }

    private static List<List<Object>> places(RouterGroup group) {
        return group.routers().stream()
                .sorted(Comparator.comparing(PlannedRouter::ipv6))
                .map(router -> List.<Object>of(router.ipv6(), router.network()))
                .toList();
    }

    private static boolean hasRoomFor(RouterGroup group, RouterGroup added) {
        for (PlannedRouter router : group.routers()) {
            int more = added.routers().stream()
                    .filter(other -> other.ipv6() == router.ipv6())
                    .mapToInt(PlannedRouter::addressCount)
                    .sum();
            if (!router.hasRoomFor(more)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the new group chooses the same interface on every node of the group. */
    private static boolean fits(RouterGroup group, RouterGroup added) {
        for (PlannedRouter router : added.routers()) {
            InterfaceChoice choice = router.choice();
            for (NodePlacement placement : group.placements()) {
                boolean same = choice.on(placement.node().links()) instanceof Found found
                        && found.link().name().equals(interfaceOf(group, router.ipv6(), placement));
                if (!same && !placement.node().isSilent()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String interfaceOf(RouterGroup group, boolean ipv6, NodePlacement placement) {
        for (int i = 0; i < group.routers().size(); i++) {
            if (group.routers().get(i).ipv6() == ipv6) {
                return placement.interfaces().get(i);
            }
        }
        return "";
    }
}
