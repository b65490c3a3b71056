package dev.virtualip.operator.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node's part in a bond.
 *
 * @param node the node
 * @param interfaces its interface for each unit of the bond; empty: that unit is not there
 * @param priority its priority, the same in each unit
 * @param leaving whether it goes as soon as another can take over
 * @param release tells an Active there to hand over when it is a new value; null: nothing is told
 */
record Slot(
        NodeFacts node,
        List<String> interfaces,
        int priority,
        boolean leaving,
        @Nullable String release) {}
