package dev.virtualip.operator.plan;

import dev.virtualip.crds.LabelSelector;
import dev.virtualip.operator.plan.Observed.ObservedNode;
import dev.virtualip.operator.plan.Observed.ObservedRouter;
import dev.virtualip.operator.plan.Observed.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a node stands, whatever VirtualIP asks.
 *
 * @param obstacle why it gets nothing new; null: it may get something
 * @param lastResort whether it gets something new only if others do not suffice
 * @param absent whether it has been away for so long that another node shall stand in for it
 * @param nextLookAt when time alone changes this; null: never
 */
record Standing(
        @Nullable Obstacle obstacle,
        boolean lastResort,
        boolean absent,
        @Nullable Instant nextLookAt) {

    /** A node that came back gets nothing new before it has been Ready for this long: it may be about to fall again. */
    static final Duration PROBATION = Duration.ofSeconds(5);

    /** A node that is not Ready is passed over for new placements when it has been so for this long. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A node that is not Ready for this long is stood in for by another, so that there is a Backup again. */
    static final Duration ABSENCE = Duration.ofMinutes(5);

    /** The label by which Kubernetes keeps a node out of load balancing. */
    private static final String EXCLUDE_LABEL = "node.kubernetes.io/exclude-from-external-load-balancers";

    /** What is known of a node, judged. */
    static Standing of(ObservedNode node, @Nullable ObservedRouter router, Instant now) {
        Instant since = node.readySince();
        Duration lasted = since == null ? ABSENCE : Duration.between(since, now);
        boolean absent = !node.ready() && lasted.compareTo(ABSENCE) >= 0;
        return new Standing(
                obstacle(node, router, lasted), isLastResort(node, lasted), absent, nextLookAt(node, since, now));
    }

    /** Whether the node shall give up what it has: it is leaving, or kept out of load balancing. */
    static boolean mustLeave(ObservedNode node) {
        return node.deleting() || node.labels().containsKey(EXCLUDE_LABEL);
    }

    private static @Nullable Obstacle obstacle(ObservedNode node, @Nullable ObservedRouter router, Duration lasted) {
        if (node.deleting()) {
            return Obstacle.DELETED;
        }
        if (node.labels().containsKey(EXCLUDE_LABEL)) {
            return Obstacle.EXCLUDED;
        }
        if (!node.ready() && lasted.compareTo(PATIENCE) >= 0) {
            return Obstacle.NOT_READY;
        }
        boolean reported =
                router != null && router.status() != null && router.status().observedGeneration() != null;
        return reported && !Boolean.FALSE.equals(node.agentPodReady()) ? null : Obstacle.NO_AGENT;
    }

    private static boolean isLastResort(ObservedNode node, Duration lasted) {
        return node.cordoned() || !node.ready() || lasted.compareTo(PROBATION) < 0;
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

    /** The Ready condition and the cordon say the same, and are judged with patience. */
    private static final Set<String> JUDGED_ELSEWHERE = Set.of(
            "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable", "node.kubernetes.io/unschedulable");

    /**
     * Whether a taint keeps new placements from a node. A taint whose key the selector asks for as a label does not:
     * who selects {@code node-role.kubernetes.io/control-plane} means those nodes.
     */
    static boolean isTainted(ObservedNode node, @Nullable LabelSelector selector) {
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
