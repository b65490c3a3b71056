package dev.virtualip.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageIndexTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void indexNamesTheImageOfEachArchitecture() throws IOException {
        List<ImageBuild.Built> images = List.of(image(Architecture.AMD64), image(Architecture.ARM64));
        Path archive = folder.resolve("index.tar");
        Digest digest = ImageIndex.write(images, archive);
        Map<String, byte[]> files = files(archive);

        JsonNode top = JSON.readTree(files.get("index.json")).path("manifests");
        assertThat(top).hasSize(1);
        assertThat(top.at("/0/digest").asText()).isEqualTo(digest.named());
        assertThat(top.at("/0/annotations/io.containerd.image.name").asText())
                .isEqualTo("docker.io/library/virtualip-agent:1.2.3");
        JsonNode manifests = JSON.readTree(files.get(ImageArchive.path(digest))).path("manifests");
        assertThat(manifests)
                .extracting(entry -> entry.at("/platform/architecture").asText())
                .containsExactly("amd64", "arm64");
        for (int i = 0; i < images.size(); i++) {
            Digest image = images.get(i).digest();
            assertThat(manifests.path(i).path("digest").asText()).isEqualTo(image.named());
            byte[] manifest = files.getOrDefault(ImageArchive.path(image), new byte[0]);
            assertThat(manifests.path(i).path("size").asInt()).isEqualTo(manifest.length);
            String layer = JSON.readTree(manifest).at("/layers/0/digest").asText();
            assertThat(files).containsKey("blobs/" + layer.replace(':', '/'));
        }
    }

    @Test
    void foreignRuntimeIsCopiedWithoutItsTools() throws IOException {
        Path from = folder.resolve("runtime");
        for (String file : List.of("bin/java", "bin/jcmd", "lib/modules", "lib/jspawnhelper", "release")) {
            Files.createDirectories(from.resolve(file).resolveSibling(""));
            Files.writeString(from.resolve(file), "JAVA_VERSION=\"25.0.2\"\n");
        }
        Path to = folder.resolve("copy");

        assertThat(JavaRuntime.copy(from, to).version()).isEqualTo("25.0.2");
        assertThat(to.resolve("bin/java")).isExecutable();
        assertThat(to.resolve("lib/jspawnhelper")).isExecutable();
        assertThat(to.resolve("lib/modules")).exists();
        assertThat(to.resolve("bin/jcmd")).doesNotExist();
        assertThatThrownBy(() -> JavaRuntime.copy(folder.resolve("bare"), to)).hasMessageContaining("no Java runtime");
    }

    @Test
    void runtimesAreNamedByArchitecture() {
        assertThat(ImageMain.foreignRuntimes("")).isEmpty();
        assertThat(ImageMain.foreignRuntimes("arm64=/opt/java"))
                .containsExactlyEntriesOf(Map.of(Architecture.ARM64, Path.of("/opt/java")));
        assertThatThrownBy(() -> ImageMain.foreignRuntimes("arm64")).hasMessageContaining("ARCHITECTURE=FOLDER");
        assertThatThrownBy(() -> ImageMain.foreignRuntimes("vax=/opt")).hasMessageContaining("vax");
    }

    private ImageBuild.Built image(Architecture architecture) throws IOException {
        Path layer = Files.writeString(folder.resolve("layer"), "a layer for " + architecture);
        Path archive = folder.resolve(architecture.debianName() + ".tar");
        ImageConfig config = new ImageConfig(Program.AGENT, Samples.release(folder), architecture, "Temurin-25", false);
        return new ImageBuild.Built(config, ImageArchive.write(config, layer, archive), archive, 1);
    }

    private static Map<String, byte[]> files(Path archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (TarFile tar = new TarFile(archive)) {
            for (TarArchiveEntry entry : tar.getEntries()) {
                files.put(entry.getName(), tar.getInputStream(entry).readAllBytes());
            }
        }
        return files;
    }
}
