package dev.virtualip.operator.plan;

import dev.virtualip.crds.IpPrefix;
import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.crds.Vrrp.Transport;
import dev.virtualip.operator.plan.Verdict.Candidate;
import dev.virtualip.operator.plan.Verdict.PlannedRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes a virtual router to each of its candidates. */
final class RouterWriter {
    private final Map<String, NodeFacts> nodes;
    private final Map<String, List<VirtualRouter>> specs;

    RouterWriter(Map<String, NodeFacts> nodes, Map<String, List<VirtualRouter>> specs) {
        this.nodes = nodes;
        this.specs = specs;
    }

    void write(Wish wish, Settings settings, PlannedRouter planned) {
        SpecWriter.Shape shape = new SpecWriter.Shape(
                planned.name(),
                planned.ipv6(),
                planned.virtualRouterID(),
                List.of(wish.name()),
                wish.addresses(planned.ipv6()).stream().map(IpPrefix::toString).toList(),
                settings.moveGroup(),
                settings);
        Map<String, List<String>> sources = new TreeMap<>();
        for (Candidate candidate : planned.candidates()) {
            Link link = Objects.requireNonNull(nodes.get(candidate.node())).link(candidate.interfaceName());
            sources.put(
                    candidate.node(),
                    link == null ? List.of() : Sources.of(link, planned.ipv6(), settings.transport()));
        }
        for (Candidate candidate : planned.candidates()) {
            TreeSet<String> allowed = new TreeSet<>(settings.allowedSources());
            sources.values().forEach(allowed::addAll);
            List<String> peers = new ArrayList<>();
            if (settings.transport() == Transport.UNICAST) {
                sources.forEach((node, list) -> {
                    if (!node.equals(candidate.node())) {
                        list.stream().findFirst().ifPresent(peers::add);
                    }
                });
            }
            Objects.requireNonNull(specs.get(candidate.node()))
                    .add(SpecWriter.write(
                            shape,
                            new SpecWriter.Part(
                                    candidate.interfaceName(),
                                    candidate.priority(),
                                    null,
                                    List.copyOf(allowed),
                                    peers)));
        }
    }
}
