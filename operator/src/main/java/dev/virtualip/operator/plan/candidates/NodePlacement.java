package dev.virtualip.operator.plan.candidates;

import dev.virtualip.operator.plan.topology.NodeFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The placement of a group on one node.
 *
 * @param node the node
 * @param interfaces the interface for each virtual router of the group; empty: that virtual router is not on the node
 * @param priority the priority, the same in each virtual router
 * @param leaving whether the node leaves as soon as another one can take over
 * @param release a new value makes an Active there hand over; null: none
 */
public record NodePlacement(
        NodeFacts node,
        List<String> interfaces,
        int priority,
        boolean leaving,
        @Nullable String release) {}
