package dev.virtualip.operator.plan;

import dev.virtualip.crds.LabelSelector;
import dev.virtualip.operator.plan.Observed.ObservedNode;
import dev.virtualip.operator.plan.Observed.Taint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which taints keep new placements away. */
final class Taints {
    /** The Ready condition and the cordon say the same, and are judged with patience. */
    private static final Set<String> JUDGED_ELSEWHERE = Set.of(
            "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable", "node.kubernetes.io/unschedulable");

    private Taints() {}

    /**
     * Whether a taint keeps new placements from a node. A taint whose key the selector asks for as a label does not:
     * who selects {@code node-role.kubernetes.io/control-plane} means those nodes.
     */
    static boolean keepAway(ObservedNode node, @Nullable LabelSelector selector) {
        for (Taint taint : node.taints()) {
            boolean repels =
                    taint.effect().equals("NoSchedule") || taint.effect().equals("NoExecute");
            if (repels && !JUDGED_ELSEWHERE.contains(taint.key()) && !LabelSelectors.asksFor(selector, taint.key())) {
                return true;
            }
        }
        return false;
    }
}
