package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.topology.HostedRouter.Provenance;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from a VRRPRouter what the node is to run, runs, or may still run. */
final class HostedRouterReader {
    private final String node;
    private final ObservedRouter router;
    private final List<VirtualRouterStatus> reports;
    private final Map<String, List<VirtualRouterStatus>> reportsOf = new HashMap<>();
    private final Map<String, VirtualRouter> named = new HashMap<>();
    private final List<HostedRouter> found = new ArrayList<>();

    private HostedRouterReader(String node, ObservedRouter router) {
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

    static List<HostedRouter> read(String node, ObservedRouter router) {
        HostedRouterReader reader = new HostedRouterReader(node, router);
        router.spec().virtualRouters().forEach(reader::addNamed);
        reader.reports.forEach(reader::addReported);
        UnconfirmedRemoval.read(router.unconfirmed()).stream()
                .filter(dropped -> !dropped.isConfirmed(router))
                .forEach(reader::addUnconfirmed);
        return List.copyOf(reader.found);
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
                    && Objects.equals(candidate.vrrpInterfaceOrDefault(), spec.vrrpInterfaceNameOrDefault())
                    && Objects.equals(candidate.virtualRouterID(), id);
            report = report == null && same ? candidate : report;
        }
        Set<InetAddress> addresses = ReadableAddresses.of(spec.addresses());
        found.add(new HostedRouter(
                node,
                name,
                isIpv6(name, addresses),
                interfaceName,
                Objects.requireNonNullElse(spec.vrrpInterfaceNameOrDefault(), interfaceName),
                id == null ? 0 : id,
                addresses,
                spec.priorityOrDefault(),
                Provenance.NAMED,
                spec,
                report));
    }

    /** Adds what is reported and differs from the spec. */
    private void addReported(VirtualRouterStatus report) {
        VirtualRouter spec = named.get(report.name());
        String interfaceName = report.interfaceName();
        Integer id = report.virtualRouterID();
        boolean sameText = spec != null && spec.addresses().equals(report.addresses());
        Set<InetAddress> addresses = sameText ? Set.of() : ReadableAddresses.of(report.addresses());
        boolean asNamed = spec != null
                && Objects.equals(spec.interfaceName(), interfaceName)
                && Objects.equals(spec.vrrpInterfaceNameOrDefault(), report.vrrpInterfaceOrDefault())
                && Objects.equals(spec.vrrpOrDefault().virtualRouterID(), id)
                && spec.priorityOrDefault() == report.priority()
                && (sameText || ReadableAddresses.of(spec.addresses()).containsAll(addresses));
        if (asNamed || interfaceName == null || id == null) {
            return;
        }
        addresses = sameText ? ReadableAddresses.of(report.addresses()) : addresses;
        Provenance provenance = spec == null && isCarriedOut(router.status()) ? Provenance.KEPT : Provenance.LEAVING;
        found.add(new HostedRouter(
                node,
                report.name(),
                isIpv6(report.name(), addresses),
                interfaceName,
                Objects.requireNonNullElse(report.vrrpInterface(), interfaceName),
                id,
                addresses,
                report.priority(),
                provenance,
                null,
                report));
    }

    private boolean isCarriedOut(@Nullable VRRPRouterStatus status) {
        return status != null
                && status.observedGeneration() != null
                && status.observedGeneration() >= router.generation();
    }

    private void addUnconfirmed(UnconfirmedRemoval dropped) {
        Set<InetAddress> addresses = dropped.hosts();
        found.add(new HostedRouter(
                node,
                dropped.name(),
                isIpv6(dropped.name(), addresses),
                dropped.interfaceName(),
                dropped.vrrpInterfaceName(),
                dropped.id(),
                addresses,
                dropped.priority(),
                Provenance.UNCONFIRMED,
                null,
                null));
    }

    private static boolean isIpv6(String name, Set<InetAddress> addresses) {
        return addresses.isEmpty()
                ? name.endsWith("-ipv6")
                : addresses.iterator().next() instanceof Inet6Address;
    }
}
