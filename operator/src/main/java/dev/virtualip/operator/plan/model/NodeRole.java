package dev.virtualip.operator.plan.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The role of a node for one VirtualIP in a plan, and why it has that role.
 *
 * @param node its name
 * @param priority its priority as a candidate; null: it is no candidate
 * @param obstacle why the node cannot hold the addresses, such as "not Ready", in order; empty: it can
 * @param preference the sum of the weights of the preferredNodes that it meets
 * @param draining whether it hands over to others
 * @param lastResort why it is chosen only if no others are left, in order; empty: it is a regular choice
 */
public record NodeRole(
        String node,
        @Nullable Integer priority,
        List<String> obstacle,
        long preference,
        boolean draining,
        List<String> lastResort) {

    /** Copies the lists. */
    public NodeRole {
        obstacle = List.copyOf(obstacle);
        lastResort = List.copyOf(lastResort);
    }

    /** Whether the node is a candidate. */
    public boolean isCandidate() {
        return priority != null;
    }
}
