package dev.virtualip.operator.plan.candidates;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.topology.AdvertisementSources;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.NodeInterface;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node that is a candidate of a group, or could become one, while candidates are chosen and ranked. */
final class CandidateNode {
    private final NodeFacts node;
    private final int number;
    private final List<String> interfaces;
    private final List<HostedRouter> places;
    private final boolean stays;
    private int priority;

    /**
     * Creates a current candidate.
     *
     * @param number the number of the node
     * @param interfaces the interface for each virtual router; empty: the virtual router is not on the node
     * @param places the hosted routers of the node
     * @param stays false: the node leaves as soon as another one can take over
     */
    CandidateNode(NodeFacts node, int number, List<String> interfaces, List<HostedRouter> places, boolean stays) {
        this.node = node;
        this.number = number;
        this.interfaces = interfaces;
        this.places = places;
        this.stays = stays;
        this.priority = places.isEmpty() ? 0 : places.getFirst().priority();
    }

    /** Creates a possible new candidate. */
    static CandidateNode offered(NodeFacts node, int number, List<String> interfaces) {
        return new CandidateNode(node, number, interfaces, List.of(), true);
    }

    NodeFacts node() {
        return node;
    }

    int number() {
        return number;
    }

    boolean stays() {
        return stays;
    }

    boolean isNew() {
        return places.isEmpty();
    }

    boolean isAbsent() {
        return node.eligibility().absent();
    }

    int priority() {
        return priority;
    }

    void setPriority(int chosen) {
        priority = chosen;
    }

    /**
     * Whether the node may keep a priority: no other node has it in a virtual router in which this node has another
     * one, or none.
     */
    boolean mayKeep(int kept, RouterGroup group) {
        for (PlannedRouter router : group.routers()) {
            HostedRouter place = node.place(router.name());
            boolean own = place != null && place.priority() == kept;
            if (!own
                    && router.running() != null
                    && router.running().hostedRouters().stream()
                            .anyMatch(other -> other.priority() == kept
                                    && !other.node().equals(node.name())
                                    && other.id() == router.id())) {
                return false;
            }
        }
        return true;
    }

    /** Whether the agent reports Active or Backup for each virtual router that the node has. */
    boolean isLive() {
        return node.node().ready() && !places.isEmpty() && places.stream().allMatch(HostedRouter::isLive);
    }

    String name() {
        return node.name();
    }

    /** Returns the hosted routers of the node. */
    List<HostedRouter> places() {
        return places;
    }

    /** Returns the order to hand over in the specs; null: none. */
    @Nullable
    String release() {
        return places.stream()
                .map(HostedRouter::spec)
                .filter(Objects::nonNull)
                .map(VirtualRouter::release)
                .filter(release -> release != null && !release.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** Whether it has given up its addresses and still answers. */
    boolean isReleasing() {
        return reports().anyMatch(report -> RouterState.RELEASING.is(report.state()));
    }

    /** Since when it is Active, by its own clock: the latest of its virtual routers; empty: it is not Active. */
    String activeSince() {
        return reports()
                .filter(report -> RouterState.ACTIVE.is(report.state()))
                .map(report -> Objects.requireNonNullElse(report.since(), ""))
                .max(Comparator.naturalOrder())
                .orElse("");
    }

    boolean isActiveEverywhere() {
        return places.stream().allMatch(HostedRouter::isActive);
    }

    /** Whether it is Active and reports that another candidate was it before. */
    boolean tookOverFrom(CandidateNode other) {
        return reports()
                .anyMatch(report -> RouterState.ACTIVE.is(report.state())
                        && other.speaksFrom(report.previousActiveRouter(), report));
    }

    /** Whether it is Backup in each virtual router, with the planned priority, and receives the Active. */
    boolean receives(CandidateNode active) {
        return places.stream().allMatch(place -> {
            VirtualRouterStatus report = place.report();
            return report != null
                    && RouterState.BACKUP.is(report.state())
                    && report.priority() == place.priority()
                    && active.speaksFrom(report.activeRouter(), report);
        });
    }

    /** Whether an address that another candidate reports is one that this one sends from. */
    private boolean speaksFrom(@Nullable String address, VirtualRouterStatus reported) {
        if (address == null) {
            return false;
        }
        return reports()
                        .filter(report -> report.name().equals(reported.name()))
                        .anyMatch(report -> address.equals(report.sourceAddress()))
                || ReadableAddresses.read(address)
                        .map(IpPrefix::address)
                        .filter(source -> node.links().stream()
                                .flatMap(link -> link.addresses().stream())
                                .anyMatch(prefix -> prefix.address().equals(source)))
                        .isPresent();
    }

    private Stream<VirtualRouterStatus> reports() {
        return places.stream().map(HostedRouter::report).filter(Objects::nonNull);
    }

    boolean isActive() {
        return places.stream().anyMatch(HostedRouter::isActive);
    }

    /**
     * Whether the node can get the highest priority without causing a second Active: it runs, and every other candidate
     * accepts its advertisements.
     */
    boolean isSettled(List<CandidateNode> others, RouterGroup group) {
        return isLive()
                && others.stream()
                        .filter(other -> other != this && !other.isAbsent() && !other.isNew())
                        .allMatch(other -> other.node.isCaughtUp() && other.accepts(this, group));
    }

    /** Whether the agent accepts the advertisements of another candidate by the time it runs the group. */
    boolean willAccept(CandidateNode sender, RouterGroup group) {
        boolean runsNothing = !node.isSilent() && places.stream().allMatch(place -> place.report() == null);
        return (node.isCaughtUp() || runsNothing) && accepts(sender, group);
    }

    private boolean accepts(CandidateNode sender, RouterGroup group) {
        for (int i = 0; i < interfaces.size(); i++) {
            PlannedRouter router = group.routers().get(i);
            HostedRouter place = node.place(router.name());
            String vrrpInterface = router.vrrpInterface(sender.node, sender.interfaces.get(i));
            NodeInterface link = vrrpInterface == null ? null : sender.node.link(vrrpInterface);
            if (router.running() == null || place == null || place.spec() == null || link == null) {
                continue;
            }
            List<String> allowed = place.spec().vrrpOrDefault().allowedSources();
            List<String> sources = AdvertisementSources.of(
                    link, router.ipv6(), router.settings().transport());
            if (!allowed.isEmpty() && !allowed.containsAll(sources)) {
                return false;
            }
        }
        return true;
    }

    NodePlacement placement(@Nullable String release) {
        return new NodePlacement(node, List.copyOf(interfaces), priority, !stays, release);
    }
}
