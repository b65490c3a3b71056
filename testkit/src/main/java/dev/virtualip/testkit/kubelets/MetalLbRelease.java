package dev.virtualip.testkit.kubelets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * MetalLB with its own manifest, changed in two points: the images are of this machine's programs, and its webhook is
 * off, for the API server is not on the network of Services.
 *
 * @param cluster where it is installed
 */
public record MetalLbRelease(KubeletCluster cluster) {
    private static final String IN_NAMESPACE = "--namespace=metallb-system";
    private static final Set<String> PROGRAMS = Set.of("controller", "speaker");

    /**
     * Installs it, as {@code e2e/kubernetes/metallb/build.sh} has built it, and waits until it is ready.
     *
     * @param arguments further arguments of both programs
     * @throws LabException if it has not been built
     */
    public static MetalLbRelease install(KubeletCluster cluster, String... arguments) {
        Path folder = Path.of(Commands.run(
                        Checkout.root()
                                .resolve("e2e/kubernetes/metallb/build.sh")
                                .toString(),
                        "--look")
                .strip());
        for (String program : PROGRAMS) {
            cluster.loadProgram(image(program), folder.resolve(program).toString());
        }
        for (ObjectNode object : objects(folder.resolve("metallb.yaml"))) {
            for (JsonNode container : object.at("/spec/template/spec/containers")) {
                adapt((ObjectNode) container, arguments);
            }
            cluster.api().apply(object.toString()).orThrow();
        }
        MetalLbRelease installed = new MetalLbRelease(cluster);
        installed.awaitReady();
        return installed;
    }

    /** Waits until its programs are ready on every node that runs. */
    public void awaitReady() {
        for (String program : List.of("daemonset/speaker", "deployment/controller")) {
            cluster.kubectl("rollout", "status", program, IN_NAMESPACE, "--timeout=120s");
        }
    }

    private static List<ObjectNode> objects(Path manifest) {
        try (var documents = new YAMLMapper(new YAMLFactory())
                .readerFor(ObjectNode.class)
                .<ObjectNode>readValues(manifest.toFile())) {
            return documents.readAll().stream()
                    .filter(object -> !object.path("kind").asText().equals("ValidatingWebhookConfiguration"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + manifest, e);
        }
    }

    private static void adapt(ObjectNode container, String... arguments) {
        String program = container.path("name").asText();
        if (!PROGRAMS.contains(program)) {
            throw new LabException("MetalLB has an unexpected container " + program);
        }
        container.put("image", image(program)).put("imagePullPolicy", "Never");
        ArrayNode all = (ArrayNode) container.path("args");
        List.of(arguments).forEach(all::add);
        if (program.equals("controller")) {
            all.add("--webhook-mode=disabled");
        }
    }

    private static String image(String program) {
        return "metallb.example/%s:module".formatted(program);
    }
}
