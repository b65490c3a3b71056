package dev.virtualip.operator.plan.model;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus.ForeignAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The observed state of the cluster, and what the operator itself recorded in it.
 *
 * @param nodes every Node, in any order
 * @param routers every VRRPRouter by name; also those whose Node is gone
 * @param secretKeys the keys, as {@code name/key}, of the readable Secrets
 * @param moveOnCordon whether a cordoned node hands its addresses over to others, if there are any
 * @param definition the definition of VirtualIPs; null: the operator may not read it, and a missing VirtualIP counts as
 *     deleted
 * @param foreignAddresses the addresses of each pool that other hosts answer for, as its status records them, by the
 *     name of the pool
 */
public record Observed(
        List<ObservedNode> nodes,
        Map<String, ObservedRouter> routers,
        Set<String> secretKeys,
        boolean moveOnCordon,
        @Nullable Definition definition,
        Map<String, List<ForeignAddress>> foreignAddresses) {

    /** Copies the collections. */
    public Observed {
        nodes = List.copyOf(nodes);
        routers = Map.copyOf(routers);
        secretKeys = Set.copyOf(secretKeys);
        foreignAddresses = Map.copyOf(foreignAddresses);
    }

    /** Creates the state without foreign addresses. */
    public Observed(
            List<ObservedNode> nodes,
            Map<String, ObservedRouter> routers,
            Set<String> secretKeys,
            boolean moveOnCordon,
            @Nullable Definition definition) {
        this(nodes, routers, secretKeys, moveOnCordon, definition, Map.of());
    }

    /** Creates the state without a readable definition. */
    public Observed(
            List<ObservedNode> nodes,
            Map<String, ObservedRouter> routers,
            Set<String> secretKeys,
            boolean moveOnCordon) {
        this(nodes, routers, secretKeys, moveOnCordon, null, Map.of());
    }

    /**
     * The definition (CRD) of VirtualIPs, read after the VirtualIPs.
     *
     * @param uid distinguishes it from another one of that name; empty: it is missing, or the API server does not
     *     answer
     * @param present whether it exists and is not being deleted: only then a missing VirtualIP was deleted by a user
     */
    public record Definition(String uid, boolean present) {
        /** A definition that is missing or cannot be read. */
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
     * @param readySince the time of the last transition of that condition; null: not known
     * @param agentPodReady whether the agent's Pod on it is Ready; null: agents run without Pods in this cluster
     * @param agentProblem why it is not Ready, for users; empty: it is, or the reason is not known
     * @param address its InternalIP, on which its kube-proxy listens; empty: it has none
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
            String agentProblem,
            String address) {

        /** Copies the collections. */
        public ObservedNode {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
            taints = List.copyOf(taints);
        }

        /** Creates a Node whose agent's problem is not known. */
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
            this(name, labels, annotations, taints, cordoned, deleting, ready, readySince, agentPodReady, "", "");
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
     * @param uid distinguishes it from another one of that name
     * @param generation the generation of its spec
     * @param createdAt the creation time: agents may not have reported on a young one yet
     * @param annotations its annotations among {@link Plan#ANNOTATIONS} that are not empty
     * @param spec the virtual routers of the node
     * @param status the report of the agent on this object; null: none yet
     */
    public record ObservedRouter(
            String uid,
            long generation,
            Instant createdAt,
            Map<String, String> annotations,
            VRRPRouterSpec spec,
            @Nullable VRRPRouterStatus status) {

        /** Copies the annotations. */
        public ObservedRouter {
            annotations = Map.copyOf(annotations);
        }

        /** Creates a VRRPRouter with at most the annotation {@link Plan#UNCONFIRMED}. */
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

        /** Returns the value of the annotation {@link Plan#UNCONFIRMED}; empty: none. */
        public String unconfirmed() {
            return annotations.getOrDefault(Plan.UNCONFIRMED, "");
        }
    }
}
