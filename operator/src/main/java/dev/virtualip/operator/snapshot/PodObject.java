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

/** A Pod, as far as a plan looks at it: on which node it is, whether it is Ready, and why it is not. */
@Group("")
@Version("v1")
@Kind("Pod")
@Plural("pods")
public final class PodObject extends CustomResource<PodObject.Spec, PodObject.Status> implements Namespaced {
    private static final long serialVersionUID = 1;

    /** Where the controller of a DaemonSet says for which node a Pod is, before a scheduler has put it there. */
    private static final String FOR_NODE = "/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution"
            + "/nodeSelectorTerms/0/matchFields/0/values/0";

    /** The kubelet changes from one to another and back at each try. */
    private static final Set<String> NO_IMAGE =
            Set.of("ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName");

    /**
     * Its spec.
     *
     * @param nodeName where it is; null: nowhere yet
     * @param affinity where it wants to be; null: anywhere
     */
    public record Spec(@Nullable String nodeName, @Nullable JsonNode affinity) {}

    /**
     * Its status.
     *
     * @param conditions its conditions; null: none yet
     * @param initContainerStatuses what runs first; null: nothing
     * @param containerStatuses what runs; null: nothing yet
     * @param reason why it ended as a whole; null: it has not
     */
    public record Status(
            @Nullable List<Condition> conditions,
            @Nullable List<Container> initContainerStatuses,
            @Nullable List<Container> containerStatuses,
            @Nullable String reason) {}

    /**
     * A condition.
     *
     * @param type what it is about
     * @param status True, False or Unknown
     * @param reason one word
     * @param message for a person
     */
    public record Condition(
            @Nullable String type,
            @Nullable String status,
            @Nullable String reason,
            @Nullable String message) {}

    /**
     * A container.
     *
     * @param name its name
     * @param image its image
     * @param state how it is
     * @param lastState how it ended before
     */
    public record Container(
            @Nullable String name,
            @Nullable String image,
            @Nullable State state,
            @Nullable State lastState) {}

    /**
     * How a container is.
     *
     * @param waiting why it has not started; null: it has
     * @param terminated how it ended; null: it has not
     */
    public record State(@Nullable Reason waiting, @Nullable Reason terminated) {}

    /**
     * Why a container waits, or how it ended.
     *
     * @param reason one word
     * @param message for a person
     * @param exitCode the exit code of one that ended
     */
    public record Reason(
            @Nullable String reason,
            @Nullable String message,
            @Nullable Integer exitCode) {}

    /** On which node it is, or for which one it was made; null: not known. */
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

    /** Whether it is Ready and stays. */
    boolean ready() {
        return !isMarkedForDeletion() && conditions().anyMatch(condition -> is(condition, "Ready", "True"));
    }

    /** Why it is not Ready, in words that stay the same while the cause does; empty: it is. */
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
            return "keeps ending (CrashLoopBackOff): container %s, %sexit code %d; kubectl logs --previous says why"
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
