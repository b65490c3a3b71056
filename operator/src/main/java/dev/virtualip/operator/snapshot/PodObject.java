package dev.virtualip.operator.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of a Pod on which a plan depends: its node, whether it is Ready, and why not. */
@Group("")
@Version("v1")
@Kind("Pod")
@Plural("pods")
public final class PodObject extends CustomResource<PodObject.Spec, PodObject.Status> implements Namespaced {
    private static final long serialVersionUID = 1;

    /** The field in which the DaemonSet controller sets the node before the Pod is scheduled. */
    private static final String FOR_NODE = "/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution"
            + "/nodeSelectorTerms/0/matchFields/0/values/0";

    /** Reasons between which the kubelet alternates with each retry. */
    private static final Set<String> NO_IMAGE =
            Set.of("ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName");

    /**
     * The spec of a Pod.
     *
     * @param nodeName the node; null: not scheduled yet
     * @param affinity the affinity; null: none
     */
    public record Spec(@Nullable String nodeName, @Nullable JsonNode affinity) {}

    /**
     * The status of a Pod.
     *
     * @param conditions the conditions; null: none yet
     * @param initContainerStatuses the init containers; null: none
     * @param containerStatuses the containers; null: none yet
     * @param reason why the Pod terminated as a whole; null: it did not
     */
    public record Status(
            @Nullable List<Condition> conditions,
            @Nullable List<Container> initContainerStatuses,
            @Nullable List<Container> containerStatuses,
            @Nullable String reason) {}

    /**
     * A condition.
     *
     * @param type the type
     * @param status True, False or Unknown
     * @param reason the reason, one word
     * @param message the message for users
     */
    public record Condition(
            @Nullable String type,
            @Nullable String status,
            @Nullable String reason,
            @Nullable String message) {}

    /**
     * A container.
     *
     * @param name the name
     * @param image the image
     * @param state the current state
     * @param lastState the previous state
     */
    public record Container(
            @Nullable String name,
            @Nullable String image,
            @Nullable State state,
            @Nullable State lastState) {}

    /**
     * The state of a container.
     *
     * @param waiting why it waits; null: it does not
     * @param terminated how it terminated; null: it did not
     */
    public record State(@Nullable Reason waiting, @Nullable Reason terminated) {}

    /**
     * The reason why a container waits or terminated.
     *
     * @param reason the reason, one word
     * @param message the message for users
     * @param exitCode the exit code
     */
    public record Reason(
            @Nullable String reason,
            @Nullable String message,
            @Nullable Integer exitCode) {}

    /** Returns the node of the Pod, or the one for which it was created; null: not known. */
    @Nullable
    String node() {
        Spec spec = getSpec();
        if (spec == null || spec.nodeName() != null) {
            return spec == null ? null : spec.nodeName();
        }
        String wanted =
                spec.affinity() == null ? "" : spec.affinity().at(FOR_NODE).asText();
        return wanted.isEmpty() ? null : wanted;
    }

    /** Whether the Pod is Ready and not being deleted. */
    boolean ready() {
        return !isMarkedForDeletion() && conditions().anyMatch(condition -> is(condition, "Ready", "True"));
    }

    /** Returns why the Pod is not Ready, the same text while the cause is the same; empty: it is Ready. */
    String problem() {
        if (ready()) {
            return "";
        }
        String its = "Pod " + getMetadata().getName() + " ";
        if (isMarkedForDeletion()) {
            return its + "is being deleted";
        }
        return containers()
                .map(PodObject::problem)
                .filter(problem -> !problem.isEmpty())
                .findFirst()
                .map(problem -> its + problem)
                .orElseGet(() -> its + unscheduled());
    }

    private String unscheduled() {
        return conditions()
                .filter(condition -> is(condition, "PodScheduled", "False"))
                .findFirst()
                .map(condition -> "is not scheduled: " + condition.message())
                .orElse(
                        getStatus() == null || getStatus().reason() == null
                                ? "is not Ready"
                                : "is not Ready: " + getStatus().reason());
    }

    private static String problem(Container container) {
        Reason waiting = container.state() == null ? null : container.state().waiting();
        if (waiting != null && waiting.reason() != null && NO_IMAGE.contains(waiting.reason())) {
            return "cannot start: image %s cannot be pulled (ImagePullBackOff)".formatted(container.image());
        }
        Reason ended = ended(container);
        if (ended != null) {
            String why = ended.reason() == null || ended.reason().equals("Error") ? "" : ended.reason() + ", ";
            return "keeps crashing (CrashLoopBackOff): container %s, %sexit code %d; see kubectl logs --previous"
                    .formatted(container.name(), why, ended.exitCode());
        }
        return waiting == null || waiting.message() == null
                ? ""
                : "cannot start: %s: %s".formatted(waiting.reason(), waiting.message());
    }

    private static @Nullable Reason ended(Container container) {
        for (State state : new State[] {container.state(), container.lastState()}) {
            Reason ended = state == null ? null : state.terminated();
            if (ended != null && ended.exitCode() != null && ended.exitCode() != 0) {
                return ended;
            }
        }
        return null;
    }

    private Stream<Condition> conditions() {
        return stream(getStatus() == null ? null : getStatus().conditions());
    }

    private Stream<Container> containers() {
        Status status = getStatus();
        return status == null
                ? Stream.of()
                : Stream.concat(stream(status.initContainerStatuses()), stream(status.containerStatuses()));
    }

    private static <T> Stream<T> stream(@Nullable List<T> list) {
        return list == null ? Stream.of() : list.stream();
    }

    private static boolean is(Condition condition, String type, String status) {
        return type.equals(condition.type()) && status.equals(condition.status());
    }
}
