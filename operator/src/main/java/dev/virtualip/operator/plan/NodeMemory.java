package dev.virtualip.operator.plan;

import dev.virtualip.operator.plan.Observed.ObservedNode;
import dev.virtualip.operator.plan.Observed.ObservedRouter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was read of each node, so that only what is new is read again. */
final class NodeMemory {
    private Map<String, NodeFacts> known = new HashMap<>();
    private List<NodeFacts> all = List.of();

    /** Reads them; says of which something is new. */
    @SuppressWarnings("ReferenceEquality") // What is kept is the very same, and comparing all of it would cost much.
    List<NodeChange> update(Observed observed, Instant now) {
        Map<String, NodeFacts> next = HashMap.newHashMap(observed.nodes().size());
        List<NodeChange> changes = new ArrayList<>();
        List<NodeFacts> facts = new ArrayList<>(observed.nodes().size());
        for (ObservedNode node : observed.nodes()) {
            NodeFacts before = known.get(node.name());
            NodeFacts after = read(before, node, observed.routers().get(node.name()), now);
            if (after != before) {
                changes.add(new NodeChange(before == null ? NodeFacts.nowhere(node.name()) : before, after));
            }
            next.put(node.name(), after);
            facts.add(after);
        }
        known.forEach((name, before) -> {
            if (!next.containsKey(name)) {
                changes.add(new NodeChange(before, NodeFacts.nowhere(name)));
            }
        });
        if (!changes.isEmpty()) {
            facts.sort(Comparator.comparing(NodeFacts::name));
            all = List.copyOf(facts);
            known = next;
        }
        return changes;
    }

    private static NodeFacts read(
            @Nullable NodeFacts before, ObservedNode node, @Nullable ObservedRouter router, Instant now) {
        return before != null && before.node().equals(node) && Objects.equals(before.router(), router)
                ? before.standing(Standing.of(node, router, now))
                : NodeFacts.of(node, router, now);
    }

    /** All nodes, by name in order. */
    List<NodeFacts> all() {
        return all;
    }
}
