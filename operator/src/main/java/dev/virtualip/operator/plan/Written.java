package dev.virtualip.operator.plan;

import dev.virtualip.crds.VirtualRouter;
import dev.virtualip.operator.plan.Verdict.Finding;
import java.util.List;
import java.util.Map;

/**
 * What nodes shall run of a bond, or of a virtual router that goes on as it is.
 *
 * @param entries one for each virtual router on each node
 * @param held what has to be released first, by the VirtualIPs that wait for it
 */
record Written(List<Entry> entries, Map<String, List<Finding>> held) {

    /**
     * A virtual router on a node.
     *
     * @param node the node's name
     * @param router what it shall run
     */
    record Entry(String node, VirtualRouter router) {}

    static Written of(Verbatim verbatim) {
        return new Written(
                verbatim.router().places().values().stream()
                        .filter(place -> place.spec() != null)
                        .map(place -> new Entry(place.node(), place.spec()))
                        .toList(),
                Map.of());
    }
}
