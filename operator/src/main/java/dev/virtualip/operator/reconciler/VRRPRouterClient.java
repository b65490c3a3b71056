package dev.virtualip.operator.reconciler;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.planloop.WantedRouter;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates, applies and deletes VRRPRouters. An apply is a server-side apply of the whole spec that names the UID and,
 * as a rule, no resource version: agents write the status at any time, and only this operator writes the spec while
 * it leads. Every method throws {@link io.fabric8.kubernetes.client.KubernetesClientException} when the API server
 * refuses or does not answer.
 */
final class VRRPRouterClient {
    /** The field manager of all that this operator applies. */
    static final String FIELD_MANAGER = "virtualip-operator";

    private final KubernetesClient client;
    private final String clusterUid;

    /**
     * Writes through a client.
     *
     * @param clusterUid the UID of the cluster, for the agents; empty: unknown
     */
    VRRPRouterClient(KubernetesClient client, String clusterUid) {
        this.client = client;
        this.clusterUid = clusterUid;
    }

    /** Creates the VRRPRouter of a node; fails if it exists. */
    VRRPRouter create(String node, WantedRouter wanted) {
        VRRPRouter router = new VRRPRouter();
        router.setMetadata(new ObjectMetaBuilder()
                .withName(node)
                .withAnnotations(annotations(wanted, Map.of()))
                .build());
        router.setSpec(wanted.spec());
        return client.resource(router).create();
    }

    /** Applies the whole spec and the annotations; fails if the object is gone, or another one has its name. */
    VRRPRouter apply(VRRPRouter current, WantedRouter wanted) {
        VRRPRouter router = new VRRPRouter();
        router.setMetadata(new ObjectMetaBuilder()
                .withName(current.getMetadata().getName())
                .withUid(current.getMetadata().getUid())
                .withResourceVersion(requiredVersion(current, wanted))
                .withAnnotations(annotations(wanted, current.getMetadata().getAnnotations()))
                .build());
        router.setSpec(wanted.spec());
        return client.resource(router)
                .fieldManager(FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }

    /** Deletes the object; fails if it changed since: an agent's newer report may forbid the deletion. */
    void delete(VRRPRouter current) {
        client.resource(current)
                .lockResourceVersion(current.getMetadata().getResourceVersion())
                .delete();
    }

    /**
     * The resource version that an apply requires; null: any. A person releases an unclaimed VirtualIP by removing the
     * annotation, and an apply that has not seen the removal must not restore it.
     */
    private static @Nullable String requiredVersion(VRRPRouter current, WantedRouter wanted) {
        return wanted.annotations().containsKey(Plan.UNCLAIMED)
                ? current.getMetadata().getResourceVersion()
                : null;
    }

    /**
     * The annotations to write. One that is present is emptied, never left out: it may stem from {@link #create}, whose
     * fields an apply does not remove.
     */
    private Map<String, String> annotations(WantedRouter wanted, @Nullable Map<String, String> present) {
        Map<String, String> annotations = new HashMap<>(wanted.annotations());
        if (present != null) {
            Plan.ANNOTATIONS.stream().filter(present::containsKey).forEach(name -> annotations.putIfAbsent(name, ""));
        }
        if (!clusterUid.isEmpty()) {
            annotations.put(VRRPRouter.CLUSTER_UID, clusterUid);
        }
        return annotations;
    }
}
