package dev.virtualip.operator.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A history of a VirtualIP, step by step; each step states only its changes.
 *
 * @param dualStack whether it has a virtual router of each family
 * @param candidates the nodes that the plan has at first
 * @param steps what happens
 */
record StatusStory(@Nullable Boolean dualStack, List<String> candidates, List<Step> steps) {

    StatusStory {
        candidates = List.copyOf(candidates);
        steps = List.copyOf(steps);
    }

    /**
     * A step, and then a look.
     *
     * @param step what happens, in words
     * @param at the time of day by the operator's clock
     * @param generation the generation of the VirtualIP
     * @param candidates the nodes that the plan has from now on
     * @param refusal why the plan refuses it from now on; of an empty reason: it no longer does
     * @param pending what has to happen first from now on
     * @param nodes what changes on the nodes
     * @param statusLost whether the status of the VirtualIP is gone
     */
    record Step(
            String step,
            String at,
            @Nullable Long generation,
            @Nullable List<String> candidates,
            @Nullable Finding refusal,
            @Nullable List<Finding> pending,
            @Nullable Map<String, NodeChange> nodes,
            @Nullable Boolean statusLost) {}

    /**
     * What changes on a node.
     *
     * @param ready whether the Node is Ready
     * @param gone whether the Node is gone
     * @param generation the generation of its VRRPRouter
     * @param written whether its VRRPRouter is as planned
     * @param carriedOut the generation that its agent has carried out; 0: it has not reported on this object
     * @param ipv4 the report of its agent about the IPv4 virtual router; with an empty state: no longer any
     * @param ipv6 the same for IPv6
     */
    record NodeChange(
            @Nullable Boolean ready,
            @Nullable Boolean gone,
            @Nullable Long generation,
            @Nullable Boolean written,
            @Nullable Long carriedOut,
            @Nullable AgentReport ipv4,
            @Nullable AgentReport ipv6) {}

    /** The result of a step: events, and the difference to the status before. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonPropertyOrder({"step", "events", "status", "removed", "nextLookAt"})
    record StepResult(
            String step,
            List<String> events,
            List<String> status,
            List<String> removed,
            @Nullable String nextLookAt) {}

    /** The result of each step; each is evaluated twice, and the second evaluation must change nothing. */
    List<StepResult> evaluate() {
        StatusScene scene = StatusScene.of(candidates.toArray(new String[0]));
        scene.dualStack = Boolean.TRUE.equals(dualStack);
        return steps.stream().map(step -> evaluate(scene, step)).toList();
    }

    private static StepResult evaluate(StatusScene scene, Step step) {
        List<String> before = StatusLines.of(scene.status);
        apply(scene, step);
        StatusChange change = scene.evaluate();
        StatusChange again = scene.next();
        if (!again.status().equals(scene.status) || !again.events().isEmpty()) {
            throw new AssertionError(step.step() + ": a second evaluation changed the status: " + again);
        }
        List<String> after = StatusLines.of(change.status());
        return new StepResult(
                step.step(),
                change.events().stream().map(StatusLines::of).toList(),
                StatusLines.without(after, before),
                StatusLines.gone(before, after),
                change.nextLookAt() == null
                        ? null
                        : StatusLines.ofDay(change.nextLookAt().toString()));
    }

    private static void apply(StatusScene scene, Step step) {
        scene.at(step.at());
        scene.generation = Objects.requireNonNullElse(step.generation(), scene.generation);
        scene.candidates = Objects.requireNonNullElse(step.candidates(), scene.candidates);
        scene.pending = Objects.requireNonNullElse(step.pending(), scene.pending);
        if (step.refusal() != null) {
            scene.refusal = step.refusal().reason().isEmpty() ? null : step.refusal();
        }
        if (Boolean.TRUE.equals(step.statusLost())) {
            scene.status = VirtualIPStatus.none();
        }
        if (step.nodes() != null) {
            step.nodes().forEach((name, change) -> apply(scene.node(name), change));
        }
    }

    private static void apply(StatusScene.Node node, NodeChange change) {
        node.ready = Objects.requireNonNullElse(change.ready(), node.ready);
        node.gone = Objects.requireNonNullElse(change.gone(), node.gone);
        node.generation = Objects.requireNonNullElse(change.generation(), node.generation);
        node.written = Objects.requireNonNullElse(change.written(), node.written);
        if (change.carriedOut() != null) {
            node.carriedOut = change.carriedOut() == 0 ? null : change.carriedOut();
        }
        report(node, false, change.ipv4());
        report(node, true, change.ipv6());
    }

    private static void report(StatusScene.Node node, boolean ipv6, @Nullable AgentReport report) {
        if (report != null && report.state().isEmpty()) {
            node.reports.remove(ipv6);
        } else if (report != null) {
            node.reports.put(ipv6, report);
        }
    }
}
