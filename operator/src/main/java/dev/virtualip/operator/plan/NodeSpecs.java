package dev.virtualip.operator.plan;

import dev.virtualip.crds.VRRPRouterSpec;
import dev.virtualip.crds.VRRPRouterStatus;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.operator.plan.Holding.Origin;
import dev.virtualip.operator.plan.Observed.ObservedRouter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Puts together what one node shall run, and what its object has to remember of what it shall run no more. */
final class NodeSpecs {
    private NodeSpecs() {}

    /** The spec of a node: its virtual routers by name. */
    static VRRPRouterSpec spec(SortedMap<String, VirtualRouter> routers) {
        return VRRPRouterSpec.of(List.copyOf(routers.values()));
    }

    /** The annotation; empty: there is nothing to remember. */
    static String unconfirmed(NodeFacts node, Map<String, VirtualRouter> routers) {
        ObservedRouter router = node.router();
        if (router == null) {
            return "";
        }
        List<Dropped> all = new ArrayList<>();
        for (Dropped dropped : Dropped.read(router.unconfirmed())) {
            if (!HoldingReader.isConfirmed(dropped, router) && !isNamed(dropped, routers.get(dropped.name()))) {
                all.add(dropped);
            }
        }
        if (!node.isCaughtUp()) {
            node.holdings().stream()
                    .filter(holding -> holding.origin() == Origin.NAMED)
                    .filter(holding -> !isReported(holding, router.status()))
                    .map(holding -> Dropped.of(holding, router.generation()))
                    .filter(dropped -> !isNamed(dropped, routers.get(dropped.name())))
                    .forEach(all::add);
        }
        return Dropped.write(all);
    }

    /** Whether the agent says that it runs all of it: then its report tells of it until it is gone. */
    private static boolean isReported(Holding holding, @Nullable VRRPRouterStatus status) {
        return status != null
                && holding.report() != null
                && holding.report().priority() == holding.priority()
                && Addresses.of(holding.report().addresses()).containsAll(holding.addresses());
    }

    private static boolean isNamed(Dropped dropped, @Nullable VirtualRouter router) {
        if (router == null) {
            return false;
        }
        Collection<InetAddress> addresses = dropped.hosts();
        return Objects.equals(router.interfaceName(), dropped.interfaceName())
                && router.priorityOrDefault() == dropped.priority()
                && Objects.equals(router.vrrpOrDefault().virtualRouterID(), dropped.id())
                && Addresses.of(router.addresses()).containsAll(addresses);
    }

    /**
     * Whether nothing is left on a VRRPRouter whose Node is gone.
     *
     * @param needed the addresses that are wanted, and that no node that is there answers for
     */
    static boolean isRemovable(ObservedRouter router, Set<InetAddress> needed) {
        VRRPRouterStatus status = router.status();
        return status == null
                || status.virtualRouters().stream()
                        .filter(report -> report.state().equals("Active")
                                || report.state().equals("Releasing"))
                        .flatMap(report -> Addresses.of(report.addresses()).stream())
                        .noneMatch(needed::contains);
    }
}
