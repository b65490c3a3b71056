package dev.virtualip.operator.vrrprouter;

import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.planloop.WantedRouter;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The VRRPRouters at the API server: server-side apply of the whole spec, to the very object that was seen. Not to the
 * very state, as a rule: agents write statuses at any time, and the spec is ours alone while we lead.
 */
final class ClusterRouters implements RouterStore {
    private static final String FIELD_MANAGER = "virtualip-operator";

    private final KubernetesClient client;
    private final String clusterUid;

    /**
     * At this API server.
     *
     * @param clusterUid tells the cluster from another one; empty: unknown
     */
    ClusterRouters(KubernetesClient client, String clusterUid) {
        this.client = client;
        this.clusterUid = clusterUid;
    }

    @Override
    public VRRPRouter create(String node, WantedRouter wanted) {
        VRRPRouter router = new VRRPRouter();
        router.setMetadata(new ObjectMetaBuilder()
                .withName(node)
                .withAnnotations(annotations(wanted, Map.of()))
                .build());
        router.setSpec(wanted.spec());
        return client.resource(router).create();
    }

    @Override
    public VRRPRouter apply(VRRPRouter current, WantedRouter wanted) {
        VRRPRouter router = new VRRPRouter();
        router.setMetadata(new ObjectMetaBuilder()
                .withName(current.getMetadata().getName())
                .withUid(current.getMetadata().getUid())
                .withResourceVersion(seenVersion(current, wanted))
                .withAnnotations(annotations(wanted, current.getMetadata().getAnnotations()))
                .build());
        router.setSpec(wanted.spec());
        return client.resource(router)
                .fieldManager(FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }

    /** Only in the state that was seen: what an agent reported since may speak against it. */
    @Override
    public void delete(VRRPRouter current) {
        client.resource(current)
                .lockResourceVersion(current.getMetadata().getResourceVersion())
                .delete();
    }

    /**
     * The resource version on which a write depends; null: on none. A person lets go of what is unclaimed by removing
     * the annotation, and a write that does not know of it yet must not put it back.
     */
    private static @Nullable String seenVersion(VRRPRouter current, WantedRouter wanted) {
        return wanted.annotations().containsKey(Plan.UNCLAIMED)
                ? current.getMetadata().getResourceVersion()
                : null;
    }

    /**
     * An annotation that is there is emptied, never left out: it may have come with {@link #create}, whose fields an
     * apply does not take away.
     */
    private Map<String, String> annotations(WantedRouter wanted, Map<String, String> present) {
        Map<String, String> annotations = new HashMap<>(wanted.annotations());
        Plan.ANNOTATIONS.stream().filter(present::containsKey).forEach(name -> annotations.putIfAbsent(name, ""));
        if (!clusterUid.isEmpty()) {
            annotations.put(VRRPRouter.CLUSTER_UID, clusterUid);
        }
        return annotations;
    }
}
