package dev.virtualip.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.virtualip.cli.cluster.ClusterObjects;
import dev.virtualip.cli.cluster.ServedServices;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPPool;
import dev.virtualip.operator.snapshot.EndpointSliceObject;
import dev.virtualip.operator.snapshot.NamespaceObject;
import dev.virtualip.operator.snapshot.NodeObject;
import dev.virtualip.operator.snapshot.ServiceObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the objects of a cluster from YAML documents; {@code gap} in one is a message about what is missing. */
public final class ClusterDocuments {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ClusterDocuments() {}

    /** The objects of these documents. */
    public static ClusterObjects read(String yaml) {
        List<VirtualIP> virtualIPs = new ArrayList<>();
        List<VRRPRouter> routers = new ArrayList<>();
        List<VirtualIPPool> pools = new ArrayList<>();
        List<NodeObject> nodes = new ArrayList<>();
        List<ServiceObject> services = new ArrayList<>();
        List<NamespaceObject> namespaces = new ArrayList<>();
        List<EndpointSliceObject> slices = new ArrayList<>();
        List<String> gaps = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                MAPPER.readerFor(JsonNode.class).readValues(yaml)) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                switch (document.path("kind").asText()) {
                    case "VirtualIP" -> virtualIPs.add(MAPPER.treeToValue(document, VirtualIP.class));
                    case "VRRPRouter" -> routers.add(MAPPER.treeToValue(document, VRRPRouter.class));
                    case "VirtualIPPool" -> pools.add(MAPPER.treeToValue(document, VirtualIPPool.class));
                    case "Node" -> nodes.add(MAPPER.treeToValue(document, NodeObject.class));
                    case "Service" -> services.add(MAPPER.treeToValue(document, ServiceObject.class));
                    case "Namespace" -> namespaces.add(MAPPER.treeToValue(document, NamespaceObject.class));
                    case "EndpointSlice" -> slices.add(MAPPER.treeToValue(document, EndpointSliceObject.class));
                    default -> gaps.add(document.path("gap").asText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ServedServices served =
                services.isEmpty() ? ServedServices.NOT_READ : new ServedServices(true, services, namespaces, slices);
        return new ClusterObjects(virtualIPs, routers, pools, nodes, served, gaps);
    }
}
