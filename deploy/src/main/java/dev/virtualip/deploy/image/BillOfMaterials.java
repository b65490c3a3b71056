package dev.virtualip.deploy.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bill of materials of an image (CycloneDX): what Maven says of the program's module, and what the image holds
 * besides.
 */
final class BillOfMaterials {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BillOfMaterials() {}

    /**
     * Writes {@code NAME.cdx.json} beside the image.
     *
     * @param module the bill of the program's Maven module
     */
    static Path write(ImageBuild.Built image, Path module) throws IOException {
        if (!Files.isReadable(module)) {
            throw new ImageException(
                    "no " + module + ": its plugin does nothing offline; run mvn -B -P image package, no -o");
        }
        ImageConfig config = image.config();
        ObjectNode bill = (ObjectNode) JSON.readTree(module.toFile());
        ObjectNode program = (ObjectNode) bill.withObjectProperty("metadata").get("component");
        String reference =
                "pkg:oci/" + config.program().name() + "@" + image.digest().named();
        ObjectNode container = component("container", config.program().name(), config.version(), reference);
        ObjectNode java = component("platform", "jdk", config.javaVersion(), "pkg:generic/" + config.javaVersion());
        CLibrary libc = CLibrary.pinned(config.architecture());
        ObjectNode cLibrary = component("library", "libc6", libc.version(), purl(libc));
        bill.withObjectProperty("metadata")
                .put("timestamp", config.time().toString())
                .set("component", container);
        ArrayNode components = bill.withArrayProperty("components");
        components.add(program).add(java).add(cLibrary);
        ObjectNode depends = bill.withArrayProperty("dependencies").addObject().put("ref", reference);
        ArrayNode on = depends.putArray("dependsOn");
        on.add(program.path("bom-ref").asText());
        on.add(java.path("bom-ref").asText()).add(cLibrary.path("bom-ref").asText());
        Path file = image.archive().resolveSibling(config.program().name() + ".cdx.json");
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(bill) + "\n");
        return file;
    }

    private static String purl(CLibrary libc) {
        return "pkg:deb/debian/libc6@%s?arch=%s"
                .formatted(libc.version(), libc.architecture().debianName());
    }

    private static ObjectNode component(String type, String name, String version, String purl) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("bom-ref", purl)
                .put("name", name)
                .put("version", version)
                .put("purl", purl);
    }
}
