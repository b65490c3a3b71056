package dev.virtualip.deploy.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactAttachmentsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private Digest image = new Digest("");
    private Path provenance = Path.of("");
    private final String jar = "a jar";

    @BeforeEach
    void writeThem() throws IOException {
        Path library = folder.resolve("virtualip-agent/opt/virtualip/lib/library.jar");
        Files.createDirectories(Objects.requireNonNull(library.getParent()));
        Files.writeString(library, jar);
        Path layer = Files.writeString(folder.resolve("layer"), "a layer");
        Path archive = folder.resolve("virtualip-agent.tar");
        ImageConfig config =
                new ImageConfig(Program.AGENT, Samples.release(folder), Architecture.AMD64, "Temurin-25", true);
        image = ImageArchive.write(config, layer, archive);
        ImageBuild.Built built = new ImageBuild.Built(config, image, archive, 1);
        provenance = Provenance.write(built);
        Path bill = Files.writeString(folder.resolve("virtualip-agent.cdx.json"), "{}\n");
        try (TarFile tar = new TarFile(ArtifactAttachments.write(built, bill, provenance))) {
            for (TarArchiveEntry entry : tar.getEntries()) {
                files.put(entry.getName(), tar.getInputStream(entry).readAllBytes());
            }
        }
    }

    @Test
    void artifactsReferToTheImage() throws IOException {
        JsonNode manifests = json("index.json").path("manifests");

        assertThat(manifests)
                .extracting(entry -> entry.path("artifactType").asText())
                .containsExactly("application/vnd.cyclonedx+json", "application/vnd.in-toto+json");
        for (JsonNode entry : manifests) {
            byte[] bytes = blob(entry);
            JsonNode manifest = JSON.readTree(bytes);
            assertThat(entry.path("size").asLong()).isEqualTo(bytes.length);
            assertThat(manifest.at("/subject/digest").asText()).isEqualTo(image.named());
            assertThat(manifest.at("/subject/size").asLong()).isGreaterThan(100);
            assertThat(manifest.path("artifactType")).isEqualTo(entry.path("artifactType"));
            assertThat(blob(manifest.path("config"))).asString().isEqualTo("{}");
            assertThat(blob(manifest.path("layers").path(0))).isNotEmpty();
        }
    }

    @Test
    void provenanceNamesTheImageAndItsInputs() throws IOException {
        JsonNode statement = JSON.readTree(provenance.toFile());
        JsonNode definition = statement.at("/predicate/buildDefinition");

        assertThat(statement.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.path("predicateType").asText()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(statement.at("/subject/0/digest/sha256").asText()).isEqualTo(image.hex());
        assertThat(definition.path("buildType").asText()).startsWith("https://");
        assertThat(definition.at("/externalParameters/architecture").asText()).isEqualTo("amd64");
        assertThat(definition.at("/externalParameters/classArchive").asBoolean(false))
                .isTrue();
        assertThat(statement.at("/predicate/runDetails/builder/id").asText()).startsWith("https://");
        assertThat(definition.path("resolvedDependencies"))
                .anySatisfy(input ->
                        assertThat(input.at("/digest/gitCommit").asText()).isEqualTo("0123abc"));
        assertThat(definition.path("resolvedDependencies")).anySatisfy(input -> {
            assertThat(input.path("uri").asText()).isEqualTo("file:/opt/virtualip/lib/library.jar");
            assertThat(input.at("/digest/sha256").asText())
                    .isEqualTo(Digest.of(jar.getBytes(UTF_8)).hex());
        });
        assertThat(definition.path("resolvedDependencies"))
                .anySatisfy(input -> assertThat(input.path("uri").asText()).startsWith("pkg:deb/debian/libc6@"))
                .allSatisfy(input -> assertThat(input.path("uri").asText()).isNotEmpty());
    }

    private byte[] blob(JsonNode descriptor) {
        String digest = descriptor.path("digest").asText();
        byte[] bytes = files.getOrDefault("blobs/" + digest.replace(':', '/'), new byte[0]);
        assertThat(Digest.of(bytes).named()).isEqualTo(digest);
        return bytes;
    }

    private JsonNode json(String name) throws IOException {
        return JSON.readTree(files.getOrDefault(name, new byte[0]));
    }
}
