package dev.virtualip.operator.plan;

import dev.virtualip.crds.VRRPRouterSpec;
import dev.virtualip.crds.VRRPRouterStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of the cluster.
 *
 * @param nodes every Node, in any order
 * @param routers every VRRPRouter by name; also those whose Node is gone
 * @param secretKeys the keys, as {@code name/key}, of the Secrets that may be referred to and are there
 * @param moveOnCordon whether a cordoned node gives its addresses to others, if there are others
 * @param definition the definition of VirtualIPs; null: the operator may not read it, so every absence is an order
 */
public record Observed(
        List<ObservedNode> nodes,
        Map<String, ObservedRouter> routers,
        Set<String> secretKeys,
        boolean moveOnCordon,
        @Nullable Definition definition) {

    /** Keeps copies of the collections. */
    public Observed {
        nodes = List.copyOf(nodes);
        routers = Map.copyOf(routers);
        secretKeys = Set.copyOf(secretKeys);
    }

    /** The same where the definition cannot be read. */
    public Observed(
            List<ObservedNode> nodes,
            Map<String, ObservedRouter> routers,
            Set<String> secretKeys,
            boolean moveOnCordon) {
        this(nodes, routers, secretKeys, moveOnCordon, null);
    }

    /**
     * The definition (CRD) of VirtualIPs, read after the VirtualIPs were.
     *
     * @param uid tells it from another one of that name; empty: it is gone, or the API server does not answer
     * @param standing whether it is there and not being deleted: only then a VirtualIP that disappears was deleted by
     *     somebody who meant it
     */
    public record Definition(String uid, boolean standing) {
        /** One that is gone, or cannot be asked for. */
        public static final Definition GONE = new Definition("", false);
    }

    /**
     * A Node.
     *
     * @param name its name
     * @param labels its labels
     * @param annotations its annotations
     * @param taints its taints
     * @param cordoned whether it is marked unschedulable
     * @param deleting whether it is being deleted
     * @param ready whether its Ready condition is True
     * @param readySince since when that is so, or is not so; null: its condition does not say
     * @param agentPodReady whether the agent's Pod on it is Ready; null: agents run without Pods in this cluster
     * @param agentProblem why it is not, for a person; empty: it is, or the reason is not known
     */
    public record ObservedNode(
            String name,
            Map<String, String> labels,
            Map<String, String> annotations,
            List<Taint> taints,
            boolean cordoned,
            boolean deleting,
            boolean ready,
            @Nullable Instant readySince,
            @Nullable Boolean agentPodReady,
            String agentProblem) {

        /** Keeps copies of the collections. */
        public ObservedNode {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
            taints = List.copyOf(taints);
        }

        /** A Node of whose agent's Pod no more is known. */
        public ObservedNode(
                String name,
                Map<String, String> labels,
                Map<String, String> annotations,
                List<Taint> taints,
                boolean cordoned,
                boolean deleting,
                boolean ready,
                @Nullable Instant readySince,
                @Nullable Boolean agentPodReady) {
            this(name, labels, annotations, taints, cordoned, deleting, ready, readySince, agentPodReady, "");
        }
    }

    /**
     * A taint of a Node.
     *
     * @param key its key
     * @param value its value, or empty
     * @param effect NoSchedule, PreferNoSchedule or NoExecute
     */
    public record Taint(String key, String value, String effect) {}

    /**
     * A VRRPRouter.
     *
     * @param uid tells it from another one of that name
     * @param generation the generation of its spec
     * @param createdAt when it was made: agents that ran much before may not have found a young one yet
     * @param annotations those of {@link Plan#ANNOTATIONS} that it has and that are not empty
     * @param spec what the node shall run
     * @param status what its agent said last, which is on this very object; null: it has said nothing
     */
    public record ObservedRouter(
            String uid,
            long generation,
            Instant createdAt,
            Map<String, String> annotations,
            VRRPRouterSpec spec,
            @Nullable VRRPRouterStatus status) {

        /** Keeps a copy of the annotations. */
        public ObservedRouter {
            annotations = Map.copyOf(annotations);
        }

        /** One with no other annotation than {@link Plan#UNCONFIRMED}; empty: not even that. */
        public ObservedRouter(
                String uid,
                long generation,
                Instant createdAt,
                String unconfirmed,
                VRRPRouterSpec spec,
                @Nullable VRRPRouterStatus status) {
            this(
                    uid,
                    generation,
                    createdAt,
                    unconfirmed.isEmpty() ? Map.of() : Map.of(Plan.UNCONFIRMED, unconfirmed),
                    spec,
                    status);
        }

        /** The value of its annotation {@link Plan#UNCONFIRMED}; empty: it has none. */
        public String unconfirmed() {
            return annotations.getOrDefault(Plan.UNCONFIRMED, "");
        }
    }
}
