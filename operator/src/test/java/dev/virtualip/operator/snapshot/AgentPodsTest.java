package dev.virtualip.operator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes with a Ready agent Pod, and for each other node a reason that names the remedy. */
class AgentPodsTest {
    private static final String REFUSED =
            "violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true), hostPath volumes";

    @Test
    void withoutDaemonSetAndPodsAgentsRunByOtherMeans() {
        AgentPods none = new AgentPods(Stream.of(), null, Stream.of());

        assertThat(none.ready("a")).isNull();
        assertThat(none.problem("a")).isEmpty();
    }

    @Test
    void nodeWithoutAReadyPodHasNoAgent() {
        AgentPods some = pods(daemonSet(2, 2), pod("a", "True", ""), pod("b", "False", ""), pod("b", "False", ""));

        assertThat(some.ready("a")).isTrue();
        assertThat(some.problem("a")).isEmpty();
        assertThat(some.ready("b")).isFalse();
        assertThat(some.problem("b")).isEqualTo("Pod virtualip-agent-b is not Ready");
        assertThat(some.ready("c")).isFalse();
        assertThat(some.problem("c"))
                .isEqualTo("DaemonSet virtualip-agent creates no Pod there: check its nodeSelector, affinity and"
                        + " tolerations");
    }

    /** Each try has another Pod's name, and from the tenth on they are told together: the words stay the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Error creating: pods \"virtualip-agent-x7k2p\" is forbidden: ",
                "(combined from similar events): Error creating: pods \"virtualip-agent-2bq9z\" is forbidden: "
            })
    void daemonSetThatMayCreateNoPodSaysWhy(String prefix) {
        AgentPods none = new AgentPods(
                Stream.of(), daemonSet(3, 0), Stream.of(failure(7, "older"), failure(12, prefix + " " + REFUSED)));

        assertThat(none.ready("a")).isFalse();
        assertThat(none.problem("a").replace("  ", " "))
                .isEqualTo("DaemonSet virtualip-agent has 0 of 3 Pods: " + REFUSED);
    }

    @Test
    void daemonSetWithoutAnyPodSaysHowManyItWants() {
        assertThat(pods(daemonSet(3, 0)).problem("a")).isEqualTo("DaemonSet virtualip-agent has 0 of 3 Pods");
        assertThat(pods(daemonSet(0, 0)).problem("a")).isEqualTo("DaemonSet virtualip-agent has 0 of 0 Pods");
    }

    @Test
    void podThatCannotBeScheduledIsOfTheNodeThatItWasMadeFor() {
        PodObject pending = read("""
            metadata: {name: virtualip-agent-p}
            spec:
              affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [
                {matchFields: [{key: metadata.name, operator: In, values: [node-a]}]}]}}}
            status:
              conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: Insufficient memory}]
            """);

        assertThat(pods(daemonSet(1, 1), pending).problem("node-a"))
                .isEqualTo("Pod virtualip-agent-p is not scheduled: Insufficient memory");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state: {waiting: {reason: ErrImagePull, message: x}}"
                        + " | cannot start: image i:1 cannot be pulled (ImagePullBackOff)",
                "state: {waiting: {reason: ImagePullBackOff}} | cannot start: image i:1 cannot be pulled"
                        + " (ImagePullBackOff)",
                "state: {waiting: {reason: CreateContainerConfigError, message: no Secret}}"
                        + " | cannot start: CreateContainerConfigError: no Secret",
                "state: {waiting: {reason: CrashLoopBackOff, message: back-off 10s}}, lastState: {terminated:"
                    + " {exitCode: 2}} | keeps crashing (CrashLoopBackOff): container agent, exit code 2; see kubectl"
                    + " logs --previous",
                "state: {running: {}}, lastState: {terminated: {exitCode: 137, reason: OOMKilled}} | keeps crashing"
                        + " (CrashLoopBackOff): container agent, OOMKilled, exit code 137; see kubectl logs --previous",
                "state: {waiting: {reason: ContainerCreating}} | is not Ready",
                "state: {running: {}}, lastState: {terminated: {exitCode: 0, reason: Completed}} | is not Ready"
            })
    void podThatDoesNotStartSaysWhyInWordsThatStayTheSame(String container, String problem) {
        assertThat(pods(daemonSet(1, 1), pod("a", "False", container)).problem("a"))
                .isEqualTo("Pod virtualip-agent-a " + problem);
    }

    @Test
    void whileAPodIsReplacedTheReadyOneCounts() {
        assertThat(pods(null, pod("a", "True", ""), pod("a", "False", "")).ready("a"))
                .isTrue();
        assertThat(pods(null, pod("a", "False", ""), pod("a", "True", "")).ready("a"))
                .isTrue();
        PodObject leaving = pod("a", "True", "");
        leaving.getMetadata().setDeletionTimestamp("2026-11-25T10:00:00Z");
        assertThat(pods(null, leaving).ready("a")).isFalse();
        assertThat(pods(null, leaving).problem("a")).endsWith("is being deleted");
    }

    @Test
    void onlyNodeReadinessAndItsReasonCount() {
        PodObject other = pod("a", "True", "");
        other.getMetadata().setResourceVersion("99");

        assertThat(AgentPods.differ(pod("a", "True", ""), other)).isFalse();
        assertThat(AgentPods.differ(pod("a", "True", ""), pod("a", "False", "")))
                .isTrue();
        assertThat(AgentPods.differ(pod("a", "True", ""), pod("b", "True", ""))).isTrue();
    }

    private static AgentPods pods(@Nullable DaemonSetObject daemonSet, PodObject... pods) {
        return new AgentPods(Stream.of(pods), daemonSet, Stream.of());
    }

    private static PodObject pod(String node, String ready, String container) {
        return read("""
            metadata: {name: virtualip-agent-%s}
            spec: {nodeName: %s, containers: [{name: agent}]}
            status:
              conditions: [{type: Initialized, status: "True"}, {type: Ready, status: "%s"}]
              containerStatuses: [{name: agent, image: "i:1"%s}]
            """.formatted(node, node, ready, container.isEmpty() ? "" : ", " + container));
    }

    private static PodObject read(String pod) {
        return LenientJson.serialization().unmarshal("apiVersion: v1\nkind: Pod\n" + pod, PodObject.class);
    }

    private static DaemonSetObject daemonSet(int desired, int current) {
        return LenientJson.serialization().unmarshal("""
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: virtualip-agent}
            spec: {template: {spec: {hostNetwork: true}}}
            status: {desiredNumberScheduled: %d, currentNumberScheduled: %d, numberMisscheduled: 0}
            """.formatted(desired, current), DaemonSetObject.class);
    }

    private static FailureEvent failure(int version, String message) {
        return LenientJson.serialization().unmarshal("""
            apiVersion: v1
            kind: Event
            metadata: {name: virtualip-agent.1, resourceVersion: "%d"}
            involvedObject: {kind: DaemonSet, name: virtualip-agent}
            reason: FailedCreate
            message: '%s'
            """.formatted(version, message), FailureEvent.class);
    }
}
