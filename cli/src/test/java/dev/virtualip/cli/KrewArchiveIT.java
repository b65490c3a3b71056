package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.CommandResult;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kubectl plugin, installed by its manifest as krew installs it, runs. */
class KrewArchiveIT {
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void pluginInstalledByItsManifestRuns() throws Exception {
        run(Checkout.root().resolve("deploy/krew.sh").toString(), "1.2.3", folder.toString());
        JsonNode spec = new YAMLMapper()
                .readTree(Files.readString(folder.resolve("krew.yaml")))
                .path("spec");
        JsonNode platform = spec.path("platforms").path(0);
        String uri = platform.path("uri").asText();
        Path archive = folder.resolve(uri.substring(uri.lastIndexOf('/') + 1));

        assertThat(spec.path("version").asText()).isEqualTo("v1.2.3");
        assertThat(uri).startsWith("https://").contains("/v1.2.3/");
        assertThat(platform.path("sha256").asText())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive))));

        Path installed = install(archive, platform.path("files"));

        // krew refuses a plugin without a license.
        assertThat(installed.resolve("LICENSE")).isNotEmptyFile();
        assertThat(run(installed.resolve(platform.path("bin").asText()).toString(), "--version"))
                .startsWith("virtualip ")
                .containsPattern("\\d+\\.\\d+\\.\\d+");
    }

    /** Extracts an archive and moves the files that a manifest names. */
    private Path install(Path archive, JsonNode files) throws IOException {
        Path extracted = Files.createDirectory(folder.resolve("extracted"));
        Path installed = Files.createDirectory(folder.resolve("installed"));
        run("tar", "-xzf", archive.toString(), "-C", extracted.toString());
        for (JsonNode each : files) {
            Path target = installed.resolve(each.path("to").asText()).normalize();
            try (DirectoryStream<Path> found =
                    Files.newDirectoryStream(extracted, each.path("from").asText())) {
                for (Path file : found) {
                    Files.move(file, target.resolve(file.getFileName().toString()));
                }
            }
        }
        return installed;
    }

    private static String run(String... command) {
        return CommandResult.of(List.of(command), BOUND).orThrow();
    }
}
