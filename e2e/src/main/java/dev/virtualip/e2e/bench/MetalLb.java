package dev.virtualip.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kubelets.KubeletCluster;
import dev.virtualip.testkit.kubelets.ServedService;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * MetalLB in layer-2 mode with its own manifest, changed in three points: the images are of this machine's programs, it
 * serves the class of our Services, and its webhook is off, for the API server is not on the network of Services.
 * The node that answers is found by the client's neighbor table: no status follows at once when a node dies.
 *
 * @param cluster where it is installed
 * @param nodesByMac the nodes by their MAC address on the link
 */
record MetalLb(KubeletCluster cluster, Map<String, String> nodesByMac) implements MeasuredLoadBalancer {
    private static final String IN_NAMESPACE = "--namespace=metallb-system";
    private static final String POOLS = """
        {apiVersion: metallb.io/v1beta1, kind: IPAddressPool, metadata: {name: edge, namespace: metallb-system},
         spec: {addresses: [192.0.2.32-192.0.2.51]}}
        ---
        {apiVersion: metallb.io/v1beta1, kind: IPAddressPool, metadata: {name: next, namespace: metallb-system},
         spec: {addresses: [192.0.2.60-192.0.2.60], autoAssign: false}}
        ---
        {apiVersion: metallb.io/v1beta1, kind: L2Advertisement, metadata: {name: all, namespace: metallb-system}}
        """;

    /** The folder that {@code e2e/kubernetes/metallb/build.sh} has made; throws when it has not. */
    static Path folder() {
        return Path.of(Commands.run(
                        Checkout.root()
                                .resolve("e2e/kubernetes/metallb/build.sh")
                                .toString(),
                        "--look")
                .strip());
    }

    static MetalLb install(KubeletCluster cluster) {
        Path folder = folder();
        for (String program : List.of("controller", "speaker")) {
            cluster.loadProgram(
                    "metallb.example/%s:module".formatted(program),
                    folder.resolve(program).toString());
        }
        objects(folder.resolve("metallb.yaml"))
                .forEach(object -> cluster.api().apply(object.toString()).orThrow());
        MetalLb installed = new MetalLb(
                cluster,
                KubeletCluster.NODES.stream()
                        .collect(Collectors.toMap(
                                node -> cluster.exec(node, "cat", "/sys/class/net/eth1/address"), node -> node)));
        installed.awaitReady();
        cluster.api().apply(POOLS).orThrow();
        return installed;
    }

    @Override
    public String label() {
        return "MetalLB";
    }

    @Override
    public void awaitReady() {
        for (String program : List.of("daemonset/speaker", "deployment/controller")) {
            cluster.kubectl("rollout", "status", program, IN_NAMESPACE, "--timeout=120s");
        }
    }

    @Override
    public String awaitSettled(ServedService service) {
        return cluster.await("MetalLB announces " + service.name(), () -> node(service), node -> !node.isEmpty());
    }

    @Override
    public void awaitMovedFrom(ServedService service, String node) {
        cluster.await(
                "MetalLB announces %s on another node".formatted(service.name()),
                () -> node(service),
                now -> !now.isEmpty() && !now.equals(node));
    }

    @Override
    public boolean answersEcho() {
        return false;
    }

    private String node(ServedService service) {
        String address = service.address().getHostAddress();
        cluster.exec(
                KubeletCluster.CLIENT, "sh", "-c", "curl --silent --max-time 1 http://%s/ || :".formatted(address));
        String entry = cluster.exec(KubeletCluster.CLIENT, "ip", "neigh", "show", address);
        return nodesByMac.entrySet().stream()
                .filter(node -> entry.contains(node.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static List<ObjectNode> objects(Path manifest) {
        try (var documents = new YAMLMapper(new YAMLFactory())
                .readerFor(ObjectNode.class)
                .<ObjectNode>readValues(manifest.toFile())) {
            Set<String> without = Set.of("ValidatingWebhookConfiguration");
            List<ObjectNode> objects = documents.readAll().stream()
                    .filter(object -> !without.contains(object.path("kind").asText()))
                    .toList();
            objects.forEach(MetalLb::adapt);
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + manifest, e);
        }
    }

    private static void adapt(ObjectNode object) {
        for (JsonNode container : object.at("/spec/template/spec/containers")) {
            String program = container.path("name").asText();
            ((ObjectNode) container)
                    .put("image", "metallb.example/%s:module".formatted(program))
                    .put("imagePullPolicy", "Never");
            ArrayNode arguments = (ArrayNode) container.path("args");
            arguments.add("--lb-class=virtualip.dev/vrrp");
            if (program.equals("controller")) {
                arguments.add("--webhook-mode=disabled");
            } else if (!program.equals("speaker")) {
                throw new LabException("MetalLB has an unexpected container " + program);
            }
        }
    }
}
