package dev.virtualip.e2e.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.YamlDocuments;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Configuration of operators as the chart renders it and the API server stores it. Its files are those that a kubelet
 * makes of the Deployment's projected volume.
 */
final class ChartConfiguration {
    /** Building Helm takes two minutes where Go has to fetch the modules first. */
    private static final Duration BUILD_WITHIN = Duration.ofMinutes(15);

    private static final String SECRETS = "/api/v1/namespaces/" + KubeCluster.NAMESPACE + "/secrets/";

    private final KubeCluster cluster;

    private ChartConfiguration(KubeCluster cluster) {
        this.cluster = cluster;
    }

    /** Gives the next operators of a cluster what the chart makes of these values; their Secrets are there. */
    static void apply(KubeCluster cluster, String values) throws IOException {
        new ChartConfiguration(cluster).apply(values);
    }

    /** The arguments of the operator's container that the chart makes of these values. */
    static List<String> arguments(KubeCluster cluster, String values) throws IOException {
        List<String> arguments = new ArrayList<>();
        object(new ChartConfiguration(cluster).render(values), "Deployment")
                .at("/spec/template/spec/containers/0/args")
                .forEach(argument -> arguments.add(argument.asText()));
        return arguments;
    }

    private List<JsonNode> render(String values) throws IOException {
        Path file = Files.writeString(cluster.lab().folder().resolve("values.yaml"), values);
        String chart = Checkout.root().resolve("deploy/helm/virtualip").toString();
        return YamlDocuments.of(CommandResult.of(
                        List.of(
                                helm(),
                                "template",
                                "virtualip",
                                chart,
                                "--namespace",
                                KubeCluster.NAMESPACE,
                                "--kube-version",
                                "1.31",
                                "--values",
                                file.toString()),
                        BUILD_WITHIN)
                .orThrow());
    }

    private void apply(String values) throws IOException {
        List<JsonNode> objects = render(values);
        if (!has(objects, "Secret")) {
            cluster.configureOperators(
                    object(objects, "ConfigMap").at("/data/operator.yaml").asText());
            return;
        }
        cluster.api().admin().apply(object(objects, "Secret").toString()).orThrow();
        for (JsonNode source : object(objects, "Deployment").at("/spec/template/spec/volumes/0/projected/sources")) {
            write(source.path("secret"));
        }
    }

    private static String helm() {
        String recipe = Checkout.root().resolve("e2e/kubernetes/helm/build.sh").toString();
        return CommandResult.of(List.of(recipe), BUILD_WITHIN)
                .orThrow()
                .lines()
                .toList()
                .getLast();
    }

    private static JsonNode object(List<JsonNode> objects, String kind) {
        return objects.stream()
                .filter(one -> isOfOperator(one, kind))
                .findFirst()
                .orElseThrow();
    }

    private static boolean has(List<JsonNode> objects, String kind) {
        return objects.stream().anyMatch(one -> isOfOperator(one, kind));
    }

    private static boolean isOfOperator(JsonNode object, String kind) {
        return object.path("kind").asText().equals(kind)
                && object.at("/metadata/name").asText().equals("virtualip-operator");
    }

    private void write(JsonNode source) throws IOException {
        JsonNode data = cluster.api()
                .admin()
                .get(SECRETS + source.path("name").asText())
                .orThrow()
                .path("data");
        if (source.path("items").isMissingNode()) {
            cluster.configureOperators(decoded(data, "operator.yaml"));
            return;
        }
        for (JsonNode item : source.path("items")) {
            Path file = cluster.lab().folder().resolve(item.path("path").asText());
            Files.createDirectories(file.getParent());
            Files.writeString(file, decoded(data, item.path("key").asText()));
        }
    }

    private static String decoded(JsonNode data, String key) {
        return new String(Base64.getDecoder().decode(data.path(key).asText()), StandardCharsets.UTF_8);
    }
}
