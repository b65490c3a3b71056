package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A VirtualIP named ingress and its nodes; each evaluation sees the status of the one before, as in a cluster. */
final class StatusScene {
    static final int ID = 55;
    static final String NAME = "ingress";
    static final List<String> IPV4 = List.of("192.0.2.10/24");
    static final List<String> IPV6 = List.of("2001:db8::10/64");

    final Map<String, Node> nodes = new TreeMap<>();
    List<String> candidates;
    boolean dualStack;
    long generation = 1;

    @Nullable
    Finding refusal;

    List<Finding> pending = List.of();
    List<Finding> remarks = List.of();

    @Nullable
    String extraAddress;

    int maxCandidates = 3;

    VirtualIPStatus status = VirtualIPStatus.none();
    Instant now = Instant.parse(time("10:00:02"));

    /** A node; null is an unreported value. */
    static final class Node {
        boolean ready = true;
        boolean gone;

        @Nullable
        Boolean agentPodReady;

        long generation = 1;

        @Nullable
        Long carriedOut = 1L;

        boolean written = true;

        /** The priority that its agent shows; null: the planned one. */
        @Nullable
        Integer shownPriority;

        final Map<Boolean, AgentReport> reports = new TreeMap<>();

        @Nullable
        AgentReport ofOldID;
    }

    /** Where a virtual router is. */
    record Place(String name, String node, boolean ipv6, int priority) {
        List<String> addresses() {
            return ipv6 ? IPV6 : IPV4;
        }

        @Nullable
        String source(@Nullable String other) {
            if (other == null || !other.startsWith("node-")) {
                return other;
            }
            int number = other.charAt("node-".length()) - 'a' + 1;
            return (ipv6 ? "fe80::" : "192.0.2.") + number;
        }
    }

    private @Nullable VirtualIPStatuses memory;
    private final StatusSceneObjects objects = new StatusSceneObjects(this);

    private StatusScene(List<String> candidates) {
        this.candidates = candidates;
        candidates.forEach(this::node);
    }

    /** A scene with nodes that run one IPv4 virtual router and have not reported it. */
    static StatusScene of(String... candidates) {
        return new StatusScene(List.of(candidates));
    }

    static String time(String ofDay) {
        return "2026-11-25T" + ofDay + "Z";
    }

    Node node(String name) {
        return nodes.computeIfAbsent(name, ignored -> new Node());
    }

    StatusScene reports(String node, AgentReport report) {
        node(node).reports.put(false, report);
        return this;
    }

    StatusScene reportsIpv6(String node, AgentReport report) {
        node(node).reports.put(true, report);
        return this;
    }

    StatusScene at(String ofDay) {
        now = Instant.parse(time(ofDay));
        return this;
    }

    /** The usual start: the first candidate is Active and the others hear it. */
    StatusScene running() {
        candidates.forEach(node -> reports(node, AgentReport.backup().follows(candidates.getFirst())));
        reports(candidates.getFirst(), AgentReport.active());
        return this;
    }

    /** Evaluates and stores the status, as the API server would. */
    StatusChange evaluate() {
        StatusChange change = next();
        status = Serialization.unmarshal(Serialization.asJson(change.status()), VirtualIPStatus.class);
        return change;
    }

    /** Evaluates without storing the status. */
    StatusChange next() {
        return VirtualIPStatuses.of(objects.plan(), objects.observed()).next(NAME, status, now);
    }

    /** Evaluates as an operator that keeps its answers, without storing the status. */
    StatusChange nextByMemory() {
        VirtualIPStatuses before = memory;
        memory = before == null
                ? VirtualIPStatuses.of(objects.plan(), objects.observed())
                : before.followedBy(objects.plan(), objects.observed());
        return memory.next(NAME, status, now);
    }
}
