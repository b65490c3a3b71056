package dev.virtualip.e2e.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.LabHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The configuration of an agent, as the demo gets and changes it. */
final class DemoDocuments {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String ROUTERS = "/spec/virtualRouters";

    private final Path folder;

    /** Documents are kept in the folder of the lab to which {@code anyHost} belongs. */
    DemoDocuments(LabHost anyHost) {
        folder = anyHost.lab().folder().resolve("imported");
    }

    /** Imports the two keepalived.conf of the examples by our own program. Returns its remarks, by short file names. */
    List<String> importExamples(LabHost anyHost) {
        Path examples = Checkout.root().resolve("examples/keepalived");
        create();
        return anyHost.exec(
                        Checkout.root().resolve("cli/bin/virtualip").toString(),
                        "import",
                        "keepalived",
                        "--standalone",
                        "--output",
                        folder.toString(),
                        examples.resolve("lb01.conf").toString(),
                        examples.resolve("lb02.conf").toString())
                .lines()
                // What follows is the VirtualIP for a cluster, which is not needed here.
                .takeWhile(line -> !line.startsWith("apiVersion:"))
                .map(line -> line.replace(examples + "/", "").replace(folder + "/", ""))
                .toList();
    }

    /** Imported document of a host, unchanged. */
    String imported(String host) {
        try {
            return Files.readString(folder.resolve(host + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for another host, with another priority. */
    static String forHost(String document, String host, int priority) {
        JsonNode tree = tree(document);
        ((ObjectNode) tree.path("metadata")).put("name", host);
        tree.at(ROUTERS)
                .forEach(router ->
                        ((ObjectNode) router).put("priority", priority).remove("sourceAddress"));
        return tree.toPrettyString();
    }

    /** The same with one more virtual router, in version 3, each 100 ms, which goes where Nginx works. */
    static String withQuickRouter(String document, String address, int priority) {
        JsonNode tree = tree(document);
        ObjectNode router = ((ArrayNode) tree.at(ROUTERS)).addObject();
        router.put("name", "quick").put("interface", LabHost.INTERFACE).put("priority", priority);
        router.putArray("addresses").add(address);
        router.put("advertisementInterval", "100ms");
        router.putObject("vrrp").put("virtualRouterID", 56);
        ObjectNode check = router.putArray("healthChecks").addObject().put("name", "nginx");
        check.putObject("http").put("port", 80);
        return tree.toPrettyString();
    }

    private void create() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(String document) {
        // JSON is YAML too: a document that was changed once can be changed again.
        try {
            JsonNode tree = YAML.readTree(document);
            if (!tree.at(ROUTERS).isArray()) {
                throw new LabException("no " + ROUTERS + " in: " + document);
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new LabException("no YAML: " + document, e);
        }
    }
}
