package dev.virtualip.operator.snapshot;

import dev.virtualip.crds.report.ReportedNode;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a Node on which a plan depends. Images, capacities and the rest are skipped while it is read: the
 * client's own type would load hundreds of unused classes.
 */
@Group("")
@Version("v1")
@Kind("Node")
@Plural("nodes")
public final class NodeObject extends CustomResource<NodeObject.Spec, NodeObject.Status> {
    private static final long serialVersionUID = 1;

    /** Returns the part that a report uses. */
    public ReportedNode reported() {
        Map<String, String> annotations = getMetadata().getAnnotations();
        List<ConditionPart> conditions =
                getStatus() == null ? null : getStatus().conditions();
        return new ReportedNode(
                getMetadata().getName(),
                Objects.requireNonNullElse(conditions, List.<ConditionPart>of()).stream()
                        .anyMatch(each -> "Ready".equals(each.type()) && "True".equals(each.status())),
                getSpec() != null && Boolean.TRUE.equals(getSpec().unschedulable()),
                annotations != null && "true".equals(annotations.get(ApiGroup.MAINTENANCE)));
    }

    /**
     * The spec of a Node.
     *
     * @param unschedulable whether the node is cordoned; null: it is not
     * @param taints the taints; null: none
     */
    public record Spec(
            @Nullable Boolean unschedulable, @Nullable List<TaintPart> taints) {}

    /**
     * A taint.
     *
     * @param key the key
     * @param value the value; null: none
     * @param effect the effect
     */
    public record TaintPart(
            @Nullable String key,
            @Nullable String value,
            @Nullable String effect) {}

    /**
     * The status of a Node.
     *
     * @param conditions the conditions; null: none yet
     * @param addresses the addresses; null: none yet
     */
    public record Status(
            @Nullable List<ConditionPart> conditions,
            @Nullable List<AddressPart> addresses) {}

    /**
     * An address.
     *
     * @param type InternalIP, Hostname or another one
     * @param address the address, or a name
     */
    public record AddressPart(
            @Nullable String type, @Nullable String address) {}

    /**
     * A condition.
     *
     * @param type the type
     * @param status True, False or Unknown
     * @param lastTransitionTime the time of the last transition
     */
    public record ConditionPart(
            @Nullable String type,
            @Nullable String status,
            @Nullable String lastTransitionTime) {}
}
