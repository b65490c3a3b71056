package dev.virtualip.operator.plan;

import dev.virtualip.crds.AddressText;
import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.VRRPRouterSpec;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.operator.plan.InterfaceChoice.Found;
import dev.virtualip.operator.plan.InterfaceChoice.NotFound;
import dev.virtualip.operator.plan.Verdict.Candidate;
import dev.virtualip.operator.plan.Verdict.Finding;
import dev.virtualip.operator.plan.Verdict.PlannedRouter;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One run of the planner. */
final class Planning {
    private final Desired desired;
    private final Observed observed;
    private final SortedMap<String, NodeFacts> nodes = new TreeMap<>();
    private final SortedMap<String, List<VirtualRouter>> specs = new TreeMap<>();
    private final SortedMap<String, Verdict> verdicts = new TreeMap<>();
    private final Map<InetAddress, String> claims = new HashMap<>();
    private final RunningIDs running;
    private final Networks networks;

    Planning(Desired desired, Observed observed, Instant now) {
        this.desired = desired;
        this.observed = observed;
        observed.nodes()
                .forEach(node -> nodes.put(
                        node.name(), NodeFacts.of(node, observed.routers().get(node.name()), now)));
        networks = new Networks(nodes.values());
        running = new RunningIDs(nodes.values());
        nodes.keySet().forEach(name -> specs.put(name, new ArrayList<>()));
    }

    Plan plan() {
        Wishes reader = new Wishes(desired.pools(), observed.secretKeys());
        List<Wish> wishes = desired.virtualIPs().stream()
                .map(reader::read)
                .sorted(Wish.BY_AGE)
                .toList();
        for (Wish wish : wishes) {
            for (boolean ipv6 : new boolean[] {false, true}) {
                String name = routerName(wish, ipv6);
                Integer id = running.current(wish, name);
                wish.addresses(ipv6).stream().findFirst().ifPresent(ignored -> {
                    if (id != null) {
                        running.ids(ipv6).add(id);
                    }
                });
            }
        }
        wishes.forEach(this::place);
        SortedMap<String, VRRPRouterSpec> routers = new TreeMap<>();
        specs.forEach((node, list) -> {
            list.sort(Comparator.comparing(router -> Objects.requireNonNull(router.name())));
            routers.put(node, VRRPRouterSpec.of(list));
        });
        Set<String> removable = new TreeSet<>();
        observed.routers().forEach((name, router) -> {
            if (!nodes.containsKey(name) && router.status() == null) {
                removable.add(name);
            }
        });
        Instant nextLookAt = nodes.values().stream()
                .map(node -> node.standing().nextLookAt())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new Plan(routers, new TreeMap<>(), removable, verdicts, nextLookAt);
    }

    private void place(Wish wish) {
        Settings settings = wish.settings();
        if (wish.refusal() != null || settings == null) {
            refuse(wish, Objects.requireNonNull(wish.refusal()));
            return;
        }
        for (IpPrefix prefix : wish.addresses()) {
            String winner = claims.putIfAbsent(prefix.address(), wish.name());
            if (winner != null && !winner.equals(wish.name())) {
                refuse(
                        wish,
                        new Finding(
                                "AddressInUse",
                                AddressText.format(prefix.address()) + " is an address of VirtualIP " + winner
                                        + "; give another, or take it away there"));
                return;
            }
        }
        List<PlannedRouter> planned = new ArrayList<>();
        for (boolean ipv6 : new boolean[] {false, true}) {
            if (!wish.addresses(ipv6).isEmpty()) {
                Finding finding = place(wish, settings, ipv6, planned);
                if (finding != null) {
                    refuse(wish, finding);
                    return;
                }
            }
        }
        verdict(wish, planned, null);
    }

    private @Nullable Finding place(Wish wish, Settings settings, boolean ipv6, List<PlannedRouter> planned) {
        List<IpPrefix> addresses = wish.addresses(ipv6);
        InterfaceChoice choice = new InterfaceChoice(
                settings.interfaceSelector(),
                addresses.stream().map(IpPrefix::address).toList());
        String name = routerName(wish, ipv6);
        SortedMap<String, Candidate> chosen = new TreeMap<>();
        Map<String, String> failures = new TreeMap<>();
        TreeMap<String, Candidate> fit = new TreeMap<>();
        nodes.values().forEach(node -> {
            boolean selected =
                    LabelSelectors.matches(settings.nodeSelector(), node.node().labels())
                            && !Standing.mustLeave(node.node());
            VirtualRouter running = RunningIDs.router(node.router(), name);
            if (selected && running != null) {
                chosen.put(node.name(), candidate(node, running));
            } else if (selected
                    && node.standing().obstacle() == null
                    && !Taints.keepAway(node.node(), settings.nodeSelector())) {
                switch (choice.on(node.links())) {
                    case Found found ->
                        fit.put(
                                node.name(),
                                new Candidate(node.name(), found.link().name(), 0));
                    case NotFound missing -> failures.put(node.name(), missing.why());
                }
            }
        });
        fill(wish, settings, chosen, fit);
        if (chosen.isEmpty()) {
            return failures.isEmpty()
                    ? new Finding("NoEligibleNode", "no Node can hold it; check nodeSelector, and that agents run")
                    : new Finding("InterfaceNotFound", "no Node has an interface for it: " + failures);
        }
        Integer id = running.id(wish, name, ipv6);
        if (id == null) {
            return new Finding("VirtualRouterIDsExhausted", "all 255 Virtual Router IDs are taken");
        }
        List<Candidate> order = chosen.values().stream()
                .sorted(Comparator.comparingInt(Candidate::priority).reversed())
                .toList();
        planned.add(new PlannedRouter(name, ipv6, id, List.of(), order));
        new RouterWriter(nodes, specs).write(wish, settings, planned.getLast());
        return null;
    }

    private static Candidate candidate(NodeFacts node, VirtualRouter running) {
        return new Candidate(node.name(), Objects.requireNonNull(running.interfaceName()), running.priorityOrDefault());
    }

    private void fill(
            Wish wish, Settings settings, SortedMap<String, Candidate> chosen, SortedMap<String, Candidate> fit) {
        long key = Hashes.of(wish.name());
        List<Candidate> ranked = fit.values().stream()
                .sorted(Comparator.comparing(
                                (Candidate candidate) -> !Objects.requireNonNull(nodes.get(candidate.node()))
                                        .standing()
                                        .lastResort())
                        .thenComparingLong(candidate -> weight(settings, candidate.node()))
                        .thenComparingLong(candidate -> Hashes.of(Hashes.of(candidate.node()), key))
                        .reversed())
                .toList();
        int priority =
                chosen.values().stream().mapToInt(Candidate::priority).min().orElse(220);
        int network = Networks.UNKNOWN;
        for (Candidate old : chosen.values()) {
            network = networks.of(old.node(), old.interfaceName());
        }
        for (Candidate next : ranked) {
            int its = networks.of(next.node(), next.interfaceName());
            if (chosen.size() >= settings.maxCandidates() || (network != Networks.UNKNOWN && its != network)) {
                continue;
            }
            network = its;
            priority = Math.max(2, priority - 20);
            chosen.put(next.node(), new Candidate(next.node(), next.interfaceName(), priority));
        }
    }

    private long weight(Settings settings, String node) {
        NodeFacts facts = Objects.requireNonNull(nodes.get(node));
        return settings.preferredNodes().stream()
                .filter(preferred -> LabelSelectors.matches(
                        preferred.preference(), facts.node().labels()))
                .mapToLong(preferred -> preferred.weight())
                .sum();
    }

    private static String routerName(Wish wish, boolean ipv6) {
        return RouterNames.of(wish.name(), ipv6);
    }

    private void refuse(Wish wish, Finding refusal) {
        for (boolean ipv6 : new boolean[] {false, true}) {
            String name = routerName(wish, ipv6);
            nodes.values().forEach(node -> {
                VirtualRouter running = RunningIDs.router(node.router(), name);
                if (running != null) {
                    Objects.requireNonNull(specs.get(node.name())).add(running);
                }
            });
        }
        verdict(wish, List.of(), refusal);
    }

    private void verdict(Wish wish, List<PlannedRouter> planned, @Nullable Finding refusal) {
        verdicts.put(
                wish.name(),
                new Verdict(
                        wish.wanted().generation(),
                        wish.settings() == null ? null : wish.settings().effective(),
                        wish.wanted().spec().addresses(),
                        planned,
                        refusal,
                        List.of(),
                        wish.remarks()));
    }
}
