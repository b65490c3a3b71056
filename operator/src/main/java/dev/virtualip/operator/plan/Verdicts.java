package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.operator.plan.Foreigners.Heard;
import dev.virtualip.operator.plan.Verdict.Candidate;
import dev.virtualip.operator.plan.Verdict.Finding;
import dev.virtualip.operator.plan.Verdict.PlannedRouter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says what the plan makes of each VirtualIP. */
final class Verdicts {
    private static final String MAINTENANCE = "virtualip.dev/maintenance";

    private final World world;
    private final ComponentPlan plan;
    private final Map<String, Wish> wishes = new LinkedHashMap<>();
    private final Map<String, List<PlannedRouter>> routers = new HashMap<>();
    private final Map<String, List<Finding>> remarks = new HashMap<>();
    private final Map<String, List<String>> frozenAddresses = new HashMap<>();

    /**
     * What a component comes to.
     *
     * @param plan the plan of the component: only of its VirtualIPs something is said
     * @param guests the bonds of others in which VirtualIPs of it are
     */
    Verdicts(World world, ComponentPlan plan, List<Bond> guests) {
        this.world = world;
        this.plan = plan;
        plan.component().wishes().forEach(wish -> this.wishes.put(wish.name(), wish));
        plan.bonds().forEach(this::add);
        guests.forEach(this::add);
        plan.verbatims().forEach(this::add);
    }

    /**
     * What is said of each.
     *
     * @param held what keeps some of them back, by name
     */
    SortedMap<String, Verdict> of(Map<String, List<Finding>> held) {
        SortedMap<String, Verdict> verdicts = new TreeMap<>();
        for (Wish wish : wishes.values()) {
            List<Finding> pending = new ArrayList<>(plan.pending().getOrDefault(wish.name(), List.of()));
            pending.addAll(held.getOrDefault(wish.name(), List.of()));
            verdicts.put(wish.name(), verdict(wish, pending.stream().distinct().toList()));
        }
        return verdicts;
    }

    private Verdict verdict(Wish wish, List<Finding> pending) {
        Finding refusal = plan.refused().get(wish.name());
        List<Finding> all = new ArrayList<>(wish.remarks());
        all.addAll(remarks.getOrDefault(wish.name(), List.of()));
        List<String> given = wish.wanted().spec().addresses();
        return new Verdict(
                wish.wanted().generation(),
                wish.settings() == null ? null : wish.settings().effective(),
                refusal == null ? given : frozenAddresses.getOrDefault(wish.name(), given),
                routers.getOrDefault(wish.name(), List.of()),
                refusal,
                refusal == null ? pending : List.of(),
                all.stream().distinct().toList());
    }

    private void add(Bond bond) {
        for (int i = 0; i < bond.units().size(); i++) {
            Unit unit = bond.units().get(i);
            if (unit.id() > 0) {
                List<String> names = unit.parts().stream()
                        .map(part -> part.wish().name())
                        .sorted()
                        .toList();
                add(unit, names, candidates(bond, i));
            }
        }
    }

    private void add(Unit unit, List<String> names, List<Candidate> candidates) {
        Heard heard = world.foreigners().find(unit.network(), unit.ipv6(), unit.id(), unit.guests());
        for (Part part : unit.parts()) {
            String name = part.wish().name();
            if (!wishes.containsKey(name)) {
                continue;
            }
            add(name, unit.name(), unit.ipv6(), unit.id(), names, candidates);
            if (heard != null) {
                remark(name, Conflicts.ofRunning(unit.id(), heard));
            }
            candidates.forEach(candidate -> remarkMaintenance(name, candidate));
            if (part.frozen()) {
                addFrozen(name, part.addresses());
            }
        }
    }

    private void add(Verbatim verbatim) {
        RunningRouter router = verbatim.router();
        List<String> names = verbatim.wishes().stream().map(Wish::name).sorted().toList();
        List<Candidate> candidates = router.places().values().stream()
                .filter(place -> place.spec() != null)
                .map(place -> new Candidate(place.node(), place.interfaceName(), place.priority()))
                .sorted(BY_PRIORITY)
                .toList();
        for (Wish wish : verbatim.wishes()) {
            if (router.isNamed()) {
                add(wish.name(), router.name(), router.ipv6(), router.id(), names, candidates);
                List<Wish> others = verbatim.wishes().stream()
                        .filter(other -> !other.name().equals(wish.name()))
                        .toList();
                addFrozen(wish.name(), Frozen.addresses(router, wish, others));
            }
        }
    }

    private void addFrozen(String name, List<IpPrefix> addresses) {
        frozenAddresses
                .computeIfAbsent(name, ignored -> new ArrayList<>())
                .addAll(addresses.stream().map(IpPrefix::toString).toList());
    }

    private void add(String name, String router, boolean ipv6, int id, List<String> names, List<Candidate> candidates) {
        List<String> others =
                names.stream().filter(other -> !other.equals(name)).toList();
        List<PlannedRouter> all = routers.computeIfAbsent(name, ignored -> new ArrayList<>());
        all.add(new PlannedRouter(router, ipv6, id, others, candidates));
        all.sort(Comparator.comparing(PlannedRouter::ipv6).thenComparing(PlannedRouter::name));
    }

    private void remark(String name, Finding finding) {
        remarks.computeIfAbsent(name, ignored -> new ArrayList<>()).add(finding);
    }

    private void remarkMaintenance(String name, Candidate candidate) {
        NodeFacts node = world.node(candidate.node());
        if (node != null && "true".equals(node.node().annotations().get(MAINTENANCE))) {
            remark(
                    name,
                    new Finding(
                            "NotYetSupported",
                            "node %s has annotation %s: maintenance is not yet supported; cordon it instead"
                                    .formatted(candidate.node(), MAINTENANCE)));
        }
    }

    private static final Comparator<Candidate> BY_PRIORITY =
            Comparator.comparingInt(Candidate::priority).reversed().thenComparing(Candidate::node);

    private static List<Candidate> candidates(Bond bond, int number) {
        return bond.slots().stream()
                .filter(slot -> !slot.interfaces().get(number).isEmpty())
                .map(slot -> new Candidate(slot.node().name(), slot.interfaces().get(number), slot.priority()))
                .sorted(BY_PRIORITY)
                .toList();
    }
}
