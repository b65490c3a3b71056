package dev.virtualip.operator.plan.spec;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.crds.v1alpha1.Vrrp.Transport;
import dev.virtualip.operator.plan.candidates.ClusterIndex;
import dev.virtualip.operator.plan.candidates.NodePlacement;
import dev.virtualip.operator.plan.candidates.PendingReleases;
import dev.virtualip.operator.plan.candidates.PlannedRouter;
import dev.virtualip.operator.plan.candidates.RouterGroup;
import dev.virtualip.operator.plan.candidates.RouterMember;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.topology.AdvertisementSources;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.NodeInterface;
import dev.virtualip.operator.plan.topology.RunningRouter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes the entries of a group for each node. Holds back what other nodes have not released yet. */
public final class RouterGroupWriter {
    private final ClusterIndex cluster;
    private final RouterGroup group;
    private final PendingReleases releases;
    private final List<RouterEntries.Entry> entries = new ArrayList<>();
    private final Map<String, List<Finding>> held = new HashMap<>();

    private RouterGroupWriter(ClusterIndex cluster, RouterGroup group, PendingReleases releases) {
        this.cluster = cluster;
        this.group = group;
        this.releases = releases;
    }

    public static RouterEntries write(ClusterIndex cluster, RouterGroup group, PendingReleases releases) {
        RouterGroupWriter writer = new RouterGroupWriter(cluster, group, releases);
        for (int i = 0; i < group.routers().size(); i++) {
            writer.write(i);
        }
        return new RouterEntries(List.copyOf(writer.entries), writer.held);
    }

    private void write(int number) {
        PlannedRouter router = group.routers().get(number);
        Finding ofID = router.givenID() == null ? null : PendingReleases.blockerOfID(router, cluster);
        Finding blocker = ofID == null ? releases.blockerOfPriorities(router, group.placements()) : ofID;
        if (blocker != null) {
            router.requests().forEach(request -> hold(request, blocker));
        }
        if (blocker != null || router.id() == 0) {
            return;
        }
        SortedSet<String> virtualIPs = new TreeSet<>();
        List<String> addresses = addresses(router, virtualIPs);
        if (addresses.isEmpty()) {
            return;
        }
        VirtualRouterWriter.SharedSettings shape = new VirtualRouterWriter.SharedSettings(
                router.name(),
                router.ipv6(),
                router.id(),
                List.copyOf(virtualIPs),
                addresses,
                group.moveGroup(),
                router.settings());
        List<String> allowed = allowedSources(router, number);
        for (NodePlacement placement : group.placements()) {
            String interfaceName = placement.interfaces().get(number);
            if (!interfaceName.isEmpty()) {
                VirtualRouterWriter.NodeSettings member = new VirtualRouterWriter.NodeSettings(
                        interfaceName,
                        vrrpInterface(router, placement, number),
                        placement.priority(),
                        placement.release(),
                        allowed,
                        unicastPeers(router, number, placement),
                        placement.node().node().address());
                entries.add(new RouterEntries.Entry(placement.node().name(), VirtualRouterWriter.write(shape, member)));
            }
        }
    }

    private List<String> addresses(PlannedRouter router, SortedSet<String> virtualIPs) {
        Map<InetAddress, String> addresses = new LinkedHashMap<>();
        for (RouterMember member : router.members()) {
            for (IpPrefix address : member.addresses()) {
                Finding blocker = releases.blockerOf(address, router);
                if (blocker == null) {
                    addresses.putIfAbsent(address.address(), written(member, address));
                    virtualIPs.add(member.request().name());
                } else {
                    hold(member.request(), blocker);
                }
            }
        }
        return List.copyOf(addresses.values());
    }

    /** The address as the user wrote it. */
    private static String written(RouterMember member, IpPrefix address) {
        String plain = AddressText.format(address.address());
        return member.request().wanted().spec().addresses().contains(plain) ? plain : address.toString();
    }

    private void hold(VirtualIPRequest request, Finding finding) {
        List<Finding> findings = held.computeIfAbsent(request.name(), ignored -> new ArrayList<>());
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }

    /**
     * The allowed sources: all candidates, those that are leaving, and those that a user set. Empty, to accept any
     * source, if the addresses of a candidate are not known.
     */
    private List<String> allowedSources(PlannedRouter router, int number) {
        TreeSet<String> allowed = new TreeSet<>(router.settings().allowedSources());
        boolean allKnown = cluster.silentAgents().blockerOf(group) == null;
        for (NodePlacement placement : group.placements()) {
            NodeInterface link = placement.node().link(vrrpInterface(router, placement, number));
            if (link != null) {
                allowed.addAll(AdvertisementSources.of(
                        link, router.ipv6(), router.settings().transport()));
            } else if (!placement.interfaces().get(number).isEmpty()) {
                allKnown = false;
            }
        }
        TreeSet<String> before = new TreeSet<>();
        if (router.running() != null) {
            router.running().hostedRouters().forEach(hosted -> allowed.addAll(formerSources(router, hosted)));
            allowed.addAll(silentSources(router.running()));
            allowed.addAll(activeSources(router.running()));
            router.running().places().values().stream()
                    .map(HostedRouter::spec)
                    .filter(Objects::nonNull)
                    .forEach(spec -> before.addAll(spec.vrrpOrDefault().allowedSources()));
        }
        if (allKnown) {
            return List.copyOf(allowed);
        }
        allowed.addAll(before);
        return before.isEmpty() ? List.of() : List.copyOf(allowed);
    }

    /** The interface of the advertisements on a node; empty: not known, or the virtual router is not on the node. */
    private static String vrrpInterface(PlannedRouter router, NodePlacement placement, int number) {
        String interfaceName = placement.interfaces().get(number);
        HostedRouter place = placement.node().place(router.name());
        String chosen = interfaceName.isEmpty() ? "" : router.vrrpInterface(placement.node(), interfaceName);
        // A node that is leaving keeps what it has.
        return chosen == null ? (place == null ? "" : place.vrrpInterfaceName()) : chosen;
    }

    /** The addresses of a node that is leaving. */
    private List<String> formerSources(PlannedRouter router, HostedRouter hosted) {
        NodeFacts node = cluster.node(hosted.node());
        NodeInterface link = node == null || hosted.id() != router.id() ? null : node.link(hosted.vrrpInterfaceName());
        return link == null
                ? List.of()
                : AdvertisementSources.of(link, router.ipv6(), router.settings().transport());
    }

    /**
     * The Actives that candidates report while an agent is silent. The Active may be that node; rejecting its
     * advertisements would cause a second Active.
     */
    private List<String> silentSources(RunningRouter running) {
        return !cluster.hasSilentAgents()
                ? List.of()
                : running.hostedRouters().stream()
                        .filter(hosted -> hosted.id() == running.id())
                        .map(HostedRouter::report)
                        .filter(Objects::nonNull)
                        .map(VirtualRouterStatus::activeRouter)
                        .filter(Objects::nonNull)
                        .toList();
    }

    /**
     * The source addresses that Actives report. A host that lost its source address keeps sending from it until its own
     * spec changes; the others have to accept both until then, or they would take over.
     */
    private static List<String> activeSources(RunningRouter running) {
        return running.hostedRouters().stream()
                .filter(hosted -> hosted.id() == running.id() && hosted.isActive())
                .map(HostedRouter::report)
                .filter(Objects::nonNull)
                .map(VirtualRouterStatus::activeRouter)
                .filter(Objects::nonNull)
                .toList();
    }

    private List<String> unicastPeers(PlannedRouter router, int number, NodePlacement own) {
        if (router.settings().transport() != Transport.UNICAST) {
            return List.of();
        }
        TreeSet<String> peers = new TreeSet<>();
        for (NodePlacement placement : group.placements()) {
            if (!placement.node().name().equals(own.node().name())
                    && !placement.interfaces().get(number).isEmpty()) {
                NodeInterface link = placement.node().link(vrrpInterface(router, placement, number));
                if (link == null) {
                    peers.addAll(peersBefore(router, own));
                } else {
                    AdvertisementSources.of(link, router.ipv6(), Transport.UNICAST).stream()
                            .findFirst()
                            .ifPresent(peers::add);
                }
            }
        }
        return List.copyOf(peers);
    }

    private static List<String> peersBefore(PlannedRouter router, NodePlacement placement) {
        HostedRouter place = placement.node().place(router.name());
        @Nullable VirtualRouter spec = place == null ? null : place.spec();
        return spec == null ? List.of() : spec.unicastPeers();
    }
}
