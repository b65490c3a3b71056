package dev.virtualip.cli.cluster;

import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.operator.snapshot.DefinitionObject;
import dev.virtualip.operator.snapshot.NodeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the objects of a cluster. Only VirtualIPs must be readable: what else is not, is a gap in the report. */
public final class ClusterReader {
    private static final String VERSION_LABEL = "virtualip.dev/schema-version";
    private static final String DEFINITION = "virtualips.virtualip.dev";

    /** The version of the definitions that this command was built for. */
    private static final int BUILT_FOR = 1;

    private ClusterReader() {}

    /** Reads what a plan is made of: everything, and the Services if a VirtualIP is for one. */
    public static ClusterObjects readForPlan(ClusterClient cluster) throws CommandFailedException {
        ClusterObjects objects = read(cluster);
        if (objects.virtualIPs().stream()
                .allMatch(one -> VirtualIPLookup.service(one).isEmpty())) {
            return objects;
        }
        List<String> gaps = new ArrayList<>(objects.gaps());
        ServedServices services = ServedServices.read(cluster, gaps);
        return objects.with(services, gaps);
    }

    /** Reads everything but Services. */
    public static ClusterObjects read(ClusterClient cluster) throws CommandFailedException {
        List<String> gaps = new ArrayList<>();
        List<VirtualIP> virtualIPs = cluster.list(VirtualIP.class);
        List<VRRPRouter> routers = cluster.listIfAllowed(VRRPRouter.class, gaps);
        List<VirtualIPPool> pools = cluster.listIfAllowed(VirtualIPPool.class, gaps);
        List<NodeObject> nodes = cluster.listIfAllowed(NodeObject.class, gaps);
        List<String> unseen = new ArrayList<>();
        DefinitionObject definition = cluster.askIfAllowed(
                () -> cluster.client()
                        .resources(DefinitionObject.class)
                        .withName(DEFINITION)
                        .get(),
                unseen);
        String outdated = outdated(definition);
        if (!outdated.isEmpty()) {
            gaps.add(outdated);
        }
        return new ClusterObjects(virtualIPs, routers, pools, nodes, ServedServices.NOT_READ, gaps);
    }

    /** Returns a message if the definitions of the cluster are older than this command; empty: they are not. */
    static String outdated(@Nullable DefinitionObject definition) {
        if (definition == null) {
            return "";
        }
        Map<String, String> labels = definition.getMetadata().getLabels();
        String label = labels == null ? null : labels.get(VERSION_LABEL);
        int version = label == null || !label.matches("\\d{1,9}") ? 0 : Integer.parseInt(label);
        return version >= BUILT_FOR
                ? ""
                : ("The definitions in this cluster (schema version %d) are older than this command (%d): some fields"
                                + " are missing. Upgrade the operator, which updates them")
                        .formatted(version, BUILT_FOR);
    }
}
