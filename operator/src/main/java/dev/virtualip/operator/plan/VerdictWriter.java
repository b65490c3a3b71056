package dev.virtualip.operator.plan;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.operator.plan.candidates.ClusterIndex;
import dev.virtualip.operator.plan.candidates.PlannedRouter;
import dev.virtualip.operator.plan.candidates.RetainedRouter;
import dev.virtualip.operator.plan.candidates.RouterGroup;
import dev.virtualip.operator.plan.candidates.RouterMember;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.Verdict.Candidate;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.model.Verdict.Move;
import dev.virtualip.operator.plan.model.Verdict.ServingRouter;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.spec.RetainedAddresses;
import dev.virtualip.operator.plan.topology.ForeignRouters.ForeignRouter;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.RunningRouter;
import dev.virtualip.operator.plan.vrid.RouterIDConflicts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the verdict on each VirtualIP. */
final class VerdictWriter {
    private final ClusterIndex cluster;
    private final ComponentPlan plan;
    private final Map<String, VirtualIPRequest> requests = new LinkedHashMap<>();
    private final Map<String, List<ServingRouter>> routers = new HashMap<>();
    private final Map<String, List<Finding>> remarks = new HashMap<>();
    private final Map<String, Move> moves = new HashMap<>();
    private final Map<String, List<String>> retainedAddresses = new HashMap<>();

    /**
     * Prepares the verdicts on the VirtualIPs of a component.
     *
     * @param plan the plan of the component
     * @param additionalSources groups of other components that VirtualIPs of this one share
     */
    public VerdictWriter(ClusterIndex cluster, ComponentPlan plan, List<RouterGroup> additionalSources) {
        this.cluster = cluster;
        this.plan = plan;
        plan.component().requests().forEach(request -> this.requests.put(request.name(), request));
        plan.groups().forEach(this::add);
        additionalSources.forEach(this::add);
        plan.retained().forEach(this::add);
    }

    /**
     * Returns the verdicts by name.
     *
     * @param held releases that VirtualIPs wait for, by name
     */
    public SortedMap<String, Verdict> of(Map<String, List<Finding>> held) {
        SortedMap<String, Verdict> verdicts = new TreeMap<>();
        for (VirtualIPRequest request : requests.values()) {
            List<Finding> pending = new ArrayList<>(plan.pending().getOrDefault(request.name(), List.of()));
            pending.addAll(held.getOrDefault(request.name(), List.of()));
            verdicts.put(
                    request.name(), verdict(request, pending.stream().distinct().toList()));
        }
        return verdicts;
    }

    private Verdict verdict(VirtualIPRequest request, List<Finding> pending) {
        Finding refusal = plan.refused().get(request.name());
        List<Finding> all = new ArrayList<>(request.remarks());
        all.addAll(remarks.getOrDefault(request.name(), List.of()));
        List<String> given = request.wanted().spec().addresses();
        return new Verdict(
                request.wanted().generation(),
                request.settings() == null ? null : request.settings().effective(),
                refusal == null ? given : retainedAddresses.getOrDefault(request.name(), given),
                routers.getOrDefault(request.name(), List.of()),
                refusal,
                refusal == null ? pending : List.of(),
                moves.getOrDefault(request.name(), MoveTexts.ofUnplaced(request, refusal)),
                all.stream().distinct().toList());
    }

    private void add(RouterGroup group) {
        moves.putAll(MoveTexts.of(group, plan.moves().getOrDefault(group.name(), List.of())));
        for (int i = 0; i < group.routers().size(); i++) {
            PlannedRouter planned = group.routers().get(i);
            if (planned.id() > 0) {
                List<String> names = planned.members().stream()
                        .map(member -> member.request().name())
                        .sorted()
                        .toList();
                add(planned, names, candidates(group, i));
            }
        }
    }

    private void add(PlannedRouter planned, List<String> names, List<Candidate> candidates) {
        ForeignRouter foreign = cluster.foreignRouters()
                .find(planned.network(), planned.ipv6(), planned.id(), planned.additionalSources());
        for (RouterMember member : planned.members()) {
            String name = member.request().name();
            if (!requests.containsKey(name)) {
                continue;
            }
            add(name, planned.name(), planned.ipv6(), planned.id(), names, candidates);
            if (foreign != null) {
                remark(name, RouterIDConflicts.ofRunning(planned.id(), foreign));
            }
            candidates.forEach(candidate -> remarkMaintenance(name, candidate));
            if (member.retained()) {
                addRetained(name, member.addresses());
            }
        }
    }

    private void add(RetainedRouter retained) {
        RunningRouter router = retained.router();
        List<String> names = retained.requests().stream()
                .map(VirtualIPRequest::name)
                .sorted()
                .toList();
        List<Candidate> candidates = router.places().values().stream()
                .filter(place -> place.spec() != null)
                .map(place -> new Candidate(place.node(), place.interfaceName(), place.priority()))
                .sorted(BY_PRIORITY)
                .toList();
        for (VirtualIPRequest request : retained.requests()) {
            if (router.isNamed()) {
                add(request.name(), router.name(), router.ipv6(), router.id(), names, candidates);
                List<VirtualIPRequest> others = retained.requests().stream()
                        .filter(other -> !other.name().equals(request.name()))
                        .toList();
                addRetained(request.name(), RetainedAddresses.addresses(router, request, others));
            }
        }
    }

    private void addRetained(String name, List<IpPrefix> addresses) {
        retainedAddresses
                .computeIfAbsent(name, ignored -> new ArrayList<>())
                .addAll(addresses.stream().map(IpPrefix::toString).toList());
    }

    private void add(String name, String router, boolean ipv6, int id, List<String> names, List<Candidate> candidates) {
        List<String> others =
                names.stream().filter(other -> !other.equals(name)).toList();
        List<ServingRouter> all = routers.computeIfAbsent(name, ignored -> new ArrayList<>());
        all.add(new ServingRouter(router, ipv6, id, others, candidates));
        all.sort(Comparator.comparing(ServingRouter::ipv6).thenComparing(ServingRouter::name));
    }

    private void remark(String name, Finding finding) {
        remarks.computeIfAbsent(name, ignored -> new ArrayList<>()).add(finding);
    }

    private void remarkMaintenance(String name, Candidate candidate) {
        NodeFacts node = cluster.node(candidate.node());
        String value = node == null ? null : node.node().annotations().get(ApiGroup.MAINTENANCE);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            remark(
                    name,
                    new Finding(
                            "Invalid",
                            "Annotation %s of Node %s has no effect with value \"%s\"; set it to \"true\" or \"false\""
                                    .formatted(ApiGroup.MAINTENANCE, candidate.node(), value)));
        }
    }

    private static final Comparator<Candidate> BY_PRIORITY =
            Comparator.comparingInt(Candidate::priority).reversed().thenComparing(Candidate::node);

    private static List<Candidate> candidates(RouterGroup group, int number) {
        return group.placements().stream()
                .filter(placement -> !placement.interfaces().get(number).isEmpty())
                .map(placement -> new Candidate(
                        placement.node().name(), placement.interfaces().get(number), placement.priority()))
                .sorted(BY_PRIORITY)
                .toList();
    }
}
