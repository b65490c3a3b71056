package dev.virtualip.operator.observe;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Pod, as far as a plan looks at it: on which node it is, and whether it is Ready. */
@Group("")
@Version("v1")
@Kind("Pod")
@Plural("pods")
public final class PodObject extends CustomResource<PodObject.Spec, PodObject.Status> implements Namespaced {
    private static final long serialVersionUID = 1;

    /**
     * Its spec.
     *
     * @param nodeName where it is; null: nowhere yet
     */
    public record Spec(@Nullable String nodeName) {}

    /**
     * Its status.
     *
     * @param conditions its conditions; null: none yet
     */
    public record Status(@Nullable List<NodeObject.ConditionPart> conditions) {}

    /** On which node it is; null: nowhere yet. */
    @Nullable
    String node() {
        return getSpec() == null ? null : getSpec().nodeName();
    }

    /** Whether it is Ready and stays. */
    boolean ready() {
        List<NodeObject.ConditionPart> conditions =
                getStatus() == null ? null : getStatus().conditions();
        return !isMarkedForDeletion()
                && conditions != null
                && conditions.stream()
                        .anyMatch(condition -> "Ready".equals(condition.type()) && "True".equals(condition.status()));
    }
}
