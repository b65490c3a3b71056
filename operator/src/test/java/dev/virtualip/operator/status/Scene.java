package dev.virtualip.operator.status;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A VirtualIP named ingress, and the nodes around it; every look is judged by the one before, as in a cluster. */
final class Scene {
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

    /** A node; null is what nobody has said. */
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

        final Map<Boolean, Report> reports = new TreeMap<>();

        @Nullable
        Report ofOldID;
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
    private final SceneObjects objects = new SceneObjects(this);

    private Scene(List<String> candidates) {
        this.candidates = candidates;
        candidates.forEach(this::node);
    }

    /** Nodes that run one virtual router of IPv4, and have not said anything about it. */
    static Scene of(String... candidates) {
        return new Scene(List.of(candidates));
    }

    static String time(String ofDay) {
        return "2026-11-25T" + ofDay + "Z";
    }

    Node node(String name) {
        return nodes.computeIfAbsent(name, ignored -> new Node());
    }

    Scene says(String node, Report report) {
        node(node).reports.put(false, report);
        return this;
    }

    Scene saysOfIpv6(String node, Report report) {
        node(node).reports.put(true, report);
        return this;
    }

    Scene at(String ofDay) {
        now = Instant.parse(time(ofDay));
        return this;
    }

    /** The usual start: the first candidate is Active and the others hear it. */
    Scene running() {
        candidates.forEach(node -> says(node, Report.backup().follows(candidates.getFirst())));
        says(candidates.getFirst(), Report.active());
        return this;
    }

    /** Looks, and takes what is said then for what was said last, as the API server has it. */
    StatusChange look() {
        StatusChange change = next();
        status = Serialization.unmarshal(Serialization.asJson(change.status()), VirtualIPStatus.class);
        return change;
    }

    /** Looks, and forgets it. */
    StatusChange next() {
        return VirtualIPStatuses.of(objects.plan(), objects.observed()).next(NAME, status, now);
    }

    /** Looks as an operator does that remembers its answers, and forgets it. */
    StatusChange nextByMemory() {
        VirtualIPStatuses before = memory;
        memory = before == null
                ? VirtualIPStatuses.of(objects.plan(), objects.observed())
                : before.followedBy(objects.plan(), objects.observed());
        return memory.next(NAME, status, now);
    }
}
