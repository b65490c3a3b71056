package dev.virtualip.operator.plan.model;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import java.util.List;

/**
 * The progress of a node that hands over its addresses, because it is in maintenance or cordoned.
 *
 * @param left the number of addresses that it still holds; -1: not known, because its agent does not report
 * @param blocked the VirtualIPs that no other node can take, in order
 */
public record NodeDrain(int left, List<String> blocked) {
    /** The annotation of a VRRPRouter with the progress of the drain of its node. */
    public static final String ANNOTATION = ApiGroup.DRAIN;

    /** The text of a node that holds no address any more. */
    public static final String COMPLETE = ApiGroup.DRAIN_COMPLETE;

    /** Copies the list. */
    public NodeDrain {
        blocked = List.copyOf(blocked);
    }

    /** Returns the progress as the annotation shows it. */
    public String text() {
        if (left < 0) {
            return "unknown";
        }
        return left == 0 ? COMPLETE : "%d left%s".formatted(left, blocked.isEmpty() ? "" : ", blocked");
    }
}
