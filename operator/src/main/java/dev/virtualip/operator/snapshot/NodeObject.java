package dev.virtualip.operator.snapshot;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Node, as far as a plan looks at it. Images, capacities and the rest are skipped while it is read: the client's own
 * type would bring hundreds of classes for what nobody asks.
 */
@Group("")
@Version("v1")
@Kind("Node")
@Plural("nodes")
public final class NodeObject extends CustomResource<NodeObject.Spec, NodeObject.Status> {
    private static final long serialVersionUID = 1;

    /**
     * Its spec.
     *
     * @param unschedulable whether it is cordoned; null: it is not
     * @param taints its taints; null: none
     */
    public record Spec(
            @Nullable Boolean unschedulable, @Nullable List<TaintPart> taints) {}

    /**
     * A taint.
     *
     * @param key its key
     * @param value its value; null: none
     * @param effect what it keeps away
     */
    public record TaintPart(
            @Nullable String key,
            @Nullable String value,
            @Nullable String effect) {}

    /**
     * Its status.
     *
     * @param conditions its conditions; null: it has said nothing
     */
    public record Status(@Nullable List<ConditionPart> conditions) {}

    /**
     * A condition.
     *
     * @param type what it is about
     * @param status True, False or Unknown
     * @param lastTransitionTime since when
     */
    public record ConditionPart(
            @Nullable String type,
            @Nullable String status,
            @Nullable String lastTransitionTime) {}
}
