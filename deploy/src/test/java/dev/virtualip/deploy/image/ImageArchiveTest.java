package dev.virtualip.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private Digest digest = new Digest("");

    @BeforeEach
    void writeOne() throws IOException {
        Path layer = folder.resolve("layer");
        Files.writeString(layer, "a layer");
        ImageConfig config =
                new ImageConfig(Program.AGENT, Samples.release(folder), Architecture.AMD64, "Temurin-25", true);
        digest = ImageArchive.write(config, layer, folder.resolve("image.tar"));
        try (TarFile tar = new TarFile(folder.resolve("image.tar"))) {
            for (TarArchiveEntry entry : tar.getEntries()) {
                files.put(entry.getName(), tar.getInputStream(entry).readAllBytes());
            }
        }
    }

    @Test
    void blobsAreNamedByTheirHash() {
        Map<String, byte[]> blobs = new LinkedHashMap<>(files);
        blobs.keySet().removeIf(name -> !name.startsWith("blobs/"));

        assertThat(blobs)
                .hasSize(3)
                .allSatisfy((name, bytes) -> assertThat(name)
                        .isEqualTo("blobs/sha256/" + Digest.of(bytes).hex()));
    }

    @Test
    void indexLeadsToTheLayer() throws IOException {
        JsonNode entry = json("index.json").path("manifests").path(0);
        assertThat(entry.path("digest").asText()).isEqualTo(digest.named());
        assertThat(entry.path("platform").path("architecture").asText()).isEqualTo("amd64");
        assertThat(entry.path("annotations").path("io.containerd.image.name").asText())
                .as("the name that containerd gives it, which is what the chart's name means")
                .isEqualTo("docker.io/library/virtualip-agent:1.2.3");

        JsonNode manifest = json("blobs/sha256/" + digest.hex());
        String layer = manifest.path("layers").path(0).path("digest").asText();
        assertThat(files.get(path(layer))).asString().isEqualTo("a layer");
        JsonNode config = json(path(manifest.path("config").path("digest").asText()));
        assertThat(config.path("rootfs").path("diff_ids").path(0).asText()).isEqualTo(layer);
    }

    @Test
    void dockerArchiveDescribesTheSameImage() throws IOException {
        JsonNode entry = json("manifest.json").path(0);

        assertThat(entry.path("RepoTags").path(0).asText()).isEqualTo("virtualip-agent:1.2.3");
        assertThat(files).containsKey(entry.path("Config").asText());
        assertThat(files.get(entry.path("Layers").path(0).asText())).asString().isEqualTo("a layer");
    }

    @Test
    void imageHasItsMetadata() throws IOException {
        JsonNode config = json(json("manifest.json").path(0).path("Config").asText());

        assertThat(config.path("created").asText()).isEqualTo("2026-11-01T00:00:00Z");
        JsonNode labels = config.path("config").path("Labels");
        assertThat(labels.path("org.opencontainers.image.version").asText()).isEqualTo("1.2.3");
        assertThat(labels.path("org.opencontainers.image.revision").asText()).isEqualTo("0123abc");
        assertThat(labels.path("org.opencontainers.image.licenses").asText()).isEqualTo("Apache-2.0");
        assertThat(labels.properties())
                .extracting(label -> label.getKey().replace("org.opencontainers.image.", ""))
                .as("all keys of the specification, but those of a base image, which there is none, and of a reference")
                .containsExactlyInAnyOrder(
                        "authors",
                        "created",
                        "description",
                        "documentation",
                        "licenses",
                        "revision",
                        "source",
                        "title",
                        "url",
                        "vendor",
                        "version");
        assertThat(labels).noneMatch(label -> label.asText().isBlank());
    }

    private JsonNode json(String name) throws IOException {
        return JSON.readTree(files.getOrDefault(name, new byte[0]));
    }

    private static String path(String named) {
        return "blobs/" + named.replace(':', '/');
    }
}
