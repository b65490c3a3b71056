package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.topology.HostedRouter.Provenance;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The annotation of a VRRPRouter that records what was removed from it before its agent reported whether it runs. */
public final class RemovalAnnotation {
    private RemovalAnnotation() {}

    /** Returns the annotation of a node; empty: nothing to record. */
    public static String of(NodeFacts node, Map<String, VirtualRouter> routers) {
        ObservedRouter router = node.router();
        if (router == null) {
            return "";
        }
        List<UnconfirmedRemoval> all = new ArrayList<>();
        for (UnconfirmedRemoval dropped : UnconfirmedRemoval.read(router.unconfirmed())) {
            if (!dropped.isConfirmed(router) && !isNamed(dropped, routers.get(dropped.name()))) {
                all.add(dropped);
            }
        }
        if (!node.isCaughtUp()) {
            node.hostedRouters().stream()
                    .filter(hosted -> hosted.provenance() == Provenance.NAMED)
                    .filter(hosted -> !isReported(hosted, router.status()))
                    .map(hosted -> UnconfirmedRemoval.of(hosted, router.generation()))
                    .filter(dropped -> !isNamed(dropped, routers.get(dropped.name())))
                    .forEach(all::add);
        }
        return UnconfirmedRemoval.write(all);
    }

    /** Whether the agent reports all of it. Then its report shows it until it is removed. */
    private static boolean isReported(HostedRouter hosted, @Nullable VRRPRouterStatus status) {
        return status != null
                && hosted.report() != null
                && hosted.report().priority() == hosted.priority()
                && ReadableAddresses.of(hosted.report().addresses()).containsAll(hosted.addresses());
    }

    private static boolean isNamed(UnconfirmedRemoval dropped, @Nullable VirtualRouter router) {
        if (router == null) {
            return false;
        }
        Collection<InetAddress> addresses = dropped.hosts();
        return Objects.equals(router.interfaceName(), dropped.interfaceName())
                && Objects.equals(router.vrrpInterfaceNameOrDefault(), dropped.vrrpInterfaceName())
                && router.priorityOrDefault() == dropped.priority()
                && Objects.equals(router.vrrpOrDefault().virtualRouterID(), dropped.id())
                && ReadableAddresses.of(router.addresses()).containsAll(addresses);
    }
}
