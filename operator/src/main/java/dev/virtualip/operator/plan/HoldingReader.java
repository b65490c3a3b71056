package dev.virtualip.operator.plan;

import dev.virtualip.crds.VRRPRouterStatus;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.crds.VirtualRouterStatus;
import dev.virtualip.operator.plan.Holding.Origin;
import dev.virtualip.operator.plan.Observed.ObservedRouter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a node shall run, runs, or may still run, from its VRRPRouter alone. */
final class HoldingReader {
    private final String node;
    private final ObservedRouter router;
    private final List<VirtualRouterStatus> reports;
    private final Map<String, List<VirtualRouterStatus>> reportsOf = new HashMap<>();
    private final Map<String, VirtualRouter> named = new HashMap<>();
    private final List<Holding> found = new ArrayList<>();

    private HoldingReader(String node, ObservedRouter router) {
        this.node = node;
        this.router = router;
        VRRPRouterStatus status = router.status();
        this.reports = status == null ? List.of() : status.virtualRouters();
        for (VirtualRouterStatus report : reports) {
            reportsOf
                    .computeIfAbsent(report.name(), ignored -> new ArrayList<>(1))
                    .add(report);
        }
    }

    static List<Holding> read(String node, ObservedRouter router) {
        HoldingReader reader = new HoldingReader(node, router);
        router.spec().virtualRouters().forEach(reader::addNamed);
        reader.reports.forEach(reader::addReported);
        Dropped.read(router.unconfirmed()).stream()
                .filter(dropped -> !isConfirmed(dropped, router))
                .forEach(reader::addUnconfirmed);
        return List.copyOf(reader.found);
    }

    /** Whether a node has carried out a generation without what was dropped: then only its report counts. */
    static boolean isConfirmed(Dropped dropped, ObservedRouter router) {
        Long carriedOut = router.status() == null ? null : router.status().observedGeneration();
        return carriedOut != null && carriedOut > dropped.generation();
    }

    private void addNamed(VirtualRouter spec) {
        String name = spec.name();
        String interfaceName = spec.interfaceName();
        if (name == null || interfaceName == null || named.putIfAbsent(name, spec) != null) {
            return;
        }
        Integer id = spec.vrrpOrDefault().virtualRouterID();
        VirtualRouterStatus report = null;
        for (VirtualRouterStatus candidate : reportsOf.getOrDefault(name, List.of())) {
            boolean same = Objects.equals(candidate.interfaceName(), interfaceName)
                    && Objects.equals(candidate.virtualRouterID(), id);
            report = report == null && same ? candidate : report;
        }
        Set<InetAddress> addresses = Addresses.of(spec.addresses());
        found.add(new Holding(
                node,
                name,
                isIpv6(name, addresses),
                interfaceName,
                id == null ? 0 : id,
                addresses,
                spec.priorityOrDefault(),
                Origin.NAMED,
                spec,
                report));
    }

    /** What is reported and not named as it is reported. */
    private void addReported(VirtualRouterStatus report) {
        VirtualRouter spec = named.get(report.name());
        String interfaceName = report.interfaceName();
        Integer id = report.virtualRouterID();
        boolean sameText = spec != null && spec.addresses().equals(report.addresses());
        Set<InetAddress> addresses = sameText ? Set.of() : Addresses.of(report.addresses());
        boolean asNamed = spec != null
                && Objects.equals(spec.interfaceName(), interfaceName)
                && Objects.equals(spec.vrrpOrDefault().virtualRouterID(), id)
                && spec.priorityOrDefault() == report.priority()
                && (sameText || Addresses.of(spec.addresses()).containsAll(addresses));
        if (asNamed || interfaceName == null || id == null) {
            return;
        }
        addresses = sameText ? Addresses.of(report.addresses()) : addresses;
        Origin origin = spec == null && isCarriedOut(router.status()) ? Origin.KEPT : Origin.LEAVING;
        found.add(new Holding(
                node,
                report.name(),
                isIpv6(report.name(), addresses),
                interfaceName,
                id,
                addresses,
                report.priority(),
                origin,
                null,
                report));
    }

    private boolean isCarriedOut(@Nullable VRRPRouterStatus status) {
        return status != null
                && status.observedGeneration() != null
                && status.observedGeneration() >= router.generation();
    }

    private void addUnconfirmed(Dropped dropped) {
        Set<InetAddress> addresses = dropped.hosts();
        found.add(new Holding(
                node,
                dropped.name(),
                isIpv6(dropped.name(), addresses),
                dropped.interfaceName(),
                dropped.id(),
                addresses,
                dropped.priority(),
                Origin.UNCONFIRMED,
                null,
                null));
    }

    private static boolean isIpv6(String name, Set<InetAddress> addresses) {
        return addresses.isEmpty()
                ? name.endsWith("-ipv6")
                : addresses.iterator().next() instanceof Inet6Address;
    }
}
