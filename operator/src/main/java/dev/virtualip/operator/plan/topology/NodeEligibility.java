package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.LabelSelector;
import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Observed.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The eligibility of a node for new virtual routers, as far as it does not depend on the VirtualIP.
 *
 * @param reason why the node is not eligible; null: it is
 * @param lastResort whether the node is chosen only if no others are left
 * @param absent whether the node is not Ready for so long that another candidate is added
 * @param nextLookAt the time at which this changes without an event; null: never
 */
public record NodeEligibility(
        @Nullable IneligibilityReason reason,
        boolean lastResort,
        boolean absent,
        @Nullable Instant nextLookAt) {

    /** A node that became Ready is a last resort for this long: it may fail again. */
    public static final Duration PROBATION = Duration.ofSeconds(5);

    /** A node that is not Ready for this long is not eligible for new virtual routers. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * A node that is not Ready for this long is absent: another candidate is added, so that there is a Backup again.
     */
    public static final Duration ABSENCE = Duration.ofMinutes(5);

    /** The label by which Kubernetes excludes a node from load balancing. */
    private static final String EXCLUDE_LABEL = "node.kubernetes.io/exclude-from-external-load-balancers";

    /** Evaluates a node. */
    public static NodeEligibility of(ObservedNode node, @Nullable ObservedRouter router, Instant now) {
        Instant since = node.readySince();
        Duration lasted = since == null ? ABSENCE : Duration.between(since, now);
        boolean absent = !node.ready() && lasted.compareTo(ABSENCE) >= 0;
        return new NodeEligibility(
                reason(node, router, lasted), isLastResort(node, lasted), absent, nextLookAt(node, since, now));
    }

    /** Whether the node has to give up its virtual routers: it is being deleted, or excluded from load balancing. */
    public static boolean mustLeave(ObservedNode node) {
        return node.deleting() || node.labels().containsKey(EXCLUDE_LABEL);
    }

    /** Whether a user put the node into maintenance: its addresses move to other nodes. */
    public static boolean isInMaintenance(ObservedNode node) {
        return "true".equals(node.annotations().get(ApiGroup.MAINTENANCE));
    }

    private static @Nullable IneligibilityReason reason(
            ObservedNode node, @Nullable ObservedRouter router, Duration lasted) {
        if (node.deleting()) {
            return IneligibilityReason.DELETED;
        }
        if (node.labels().containsKey(EXCLUDE_LABEL)) {
            return IneligibilityReason.EXCLUDED;
        }
        if (!node.ready() && lasted.compareTo(PATIENCE) >= 0) {
            return IneligibilityReason.NOT_READY;
        }
        boolean reported =
                router != null && router.status() != null && router.status().observedGeneration() != null;
        return reported && !Boolean.FALSE.equals(node.agentPodReady()) ? null : IneligibilityReason.NO_AGENT;
    }

    private static boolean isLastResort(ObservedNode node, Duration lasted) {
        return node.cordoned() || isInMaintenance(node) || !node.ready() || lasted.compareTo(PROBATION) < 0;
    }

    private static @Nullable Instant nextLookAt(ObservedNode node, @Nullable Instant since, Instant now) {
        if (since == null) {
            return null;
        }
        for (Duration wait : new Duration[] {PROBATION, PATIENCE, ABSENCE}) {
            boolean matters = wait.equals(PROBATION) == node.ready();
            if (matters && since.plus(wait).isAfter(now)) {
                return since.plus(wait);
            }
        }
        return null;
    }

    /** Taints that the Ready condition and the cordon express too; those are evaluated with patience. */
    private static final Set<String> JUDGED_ELSEWHERE = Set.of(
            "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable", "node.kubernetes.io/unschedulable");

    /**
     * Whether a taint keeps new virtual routers away from a node. A selector that requires a label with the key of the
     * taint tolerates it: {@code node-role.kubernetes.io/control-plane} selects those nodes on purpose.
     */
    public static boolean isTainted(ObservedNode node, @Nullable LabelSelector selector) {
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
