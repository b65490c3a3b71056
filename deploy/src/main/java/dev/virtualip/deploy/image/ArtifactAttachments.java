package dev.virtualip.deploy.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * Bill of materials and provenance of an image as OCI artifacts that refer to it: an OCI image layout of their own,
 * since not every engine takes in an archive of an image with more than images in it.
 */
final class ArtifactAttachments {

    private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    private ArtifactAttachments() {}

    /** Writes {@code NAME.attachments.tar} beside the image; gives its path. */
    static Path write(ImageBuild.Built image, Path bill, Path provenance) throws IOException {
        ImageConfig config = image.config();
        Path archive = image.archive().resolveSibling(config.program().name() + ".attachments.tar");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(archive));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            List<Object> manifests = new ArrayList<>();
            putBlob(tar, config, EMPTY);
            manifests.add(put(tar, image, "application/vnd.cyclonedx+json", bill));
            manifests.add(put(tar, image, "application/vnd.in-toto+json", provenance));
            ImageArchive.put(tar, config, "oci-layout", ImageArchive.json(Map.of("imageLayoutVersion", "1.0.0")));
            ImageArchive.put(
                    tar,
                    config,
                    "index.json",
                    ImageArchive.json(ImageArchive.sorted(
                            Map.of("schemaVersion", 2, "mediaType", ImageArchive.INDEX_TYPE, "manifests", manifests))));
        }
        return archive;
    }

    /** Puts a file and the manifest that refers to the image; gives the manifest's entry of the index. */
    private static Map<String, Object> put(TarArchiveOutputStream tar, ImageBuild.Built image, String type, Path file)
            throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Map<String, Object> layer = ImageArchive.blob(type, putBlob(tar, image.config(), bytes), bytes.length);
        layer.put("annotations", Map.of("org.opencontainers.image.title", String.valueOf(file.getFileName())));
        byte[] manifest = ImageArchive.json(ImageArchive.sorted(Map.of(
                "schemaVersion",
                2,
                "mediaType",
                ImageArchive.MANIFEST_TYPE,
                "artifactType",
                type,
                "config",
                ImageArchive.blob(EMPTY_TYPE, Digest.of(EMPTY), EMPTY.length),
                "layers",
                List.of(layer),
                "subject",
                ImageArchive.blob(ImageArchive.MANIFEST_TYPE, image.digest(), manifestBytes(image)))));
        Map<String, Object> entry =
                ImageArchive.blob(ImageArchive.MANIFEST_TYPE, putBlob(tar, image.config(), manifest), manifest.length);
        entry.put("artifactType", type);
        return entry;
    }

    private static Digest putBlob(TarArchiveOutputStream tar, ImageConfig config, byte[] bytes) throws IOException {
        Digest digest = Digest.of(bytes);
        ImageArchive.put(tar, config, ImageArchive.path(digest), bytes);
        return digest;
    }

    private static long manifestBytes(ImageBuild.Built image) throws IOException {
        try (TarFile tar = new TarFile(image.archive())) {
            return tar.getEntries().stream()
                    .filter(entry -> entry.getName().equals(ImageArchive.path(image.digest())))
                    .mapToLong(TarArchiveEntry::getSize)
                    .findFirst()
                    .orElseThrow(() -> new ImageException("no manifest in " + image.archive()));
        }
    }
}
