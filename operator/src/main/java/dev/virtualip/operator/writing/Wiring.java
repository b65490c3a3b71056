package dev.virtualip.operator.writing;

import dev.virtualip.operator.event.EventSender;
import dev.virtualip.operator.leader.Fence;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.snapshot.InformerCaches;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every controller is connected to.
 *
 * @param client speaks to the API server
 * @param clusterUid tells the cluster from another one; empty: unknown
 * @param caches where the objects are kept
 * @param fence whether this operator may write
 * @param counts counts what is written
 * @param plans the newest plan; null: there is none
 * @param request asks for a plan
 * @param events tells people what happened
 */
public record Wiring(
        KubernetesClient client,
        String clusterUid,
        InformerCaches caches,
        Fence fence,
        WriteCounts counts,
        Supplier<@Nullable PlanResult> plans,
        Runnable request,
        EventSender events) {

    /** A writer of one kind of object. */
    public Writer writer(String kind) {
        return new Writer(kind, fence, counts);
    }
}
