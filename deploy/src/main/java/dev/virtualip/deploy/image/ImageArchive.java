package dev.virtualip.deploy.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The tar that engines take in: an OCI image layout which also has the {@code manifest.json} of Docker's archives.
 * containerd, Podman, Skopeo and Docker of any age read it.
 */
final class ImageArchive {

    static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar";
    static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ImageArchive() {}

    /** Writes it; gives the digest of the manifest, which is the image's. */
    static Digest write(ImageConfig config, Path layer, Path archive) throws IOException {
        Digest layerDigest = Digest.of(layer);
        byte[] configJson = json(config.document(layerDigest));
        byte[] manifest = json(sorted(Map.of(
                "schemaVersion",
                2,
                "mediaType",
                MANIFEST_TYPE,
                "config",
                blob(CONFIG_TYPE, Digest.of(configJson), configJson.length),
                "layers",
                List.of(blob(LAYER_TYPE, layerDigest, Files.size(layer))))));
        Digest digest = Digest.of(manifest);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(archive));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            put(tar, config, "oci-layout", json(Map.of("imageLayoutVersion", "1.0.0")));
            put(tar, config, "index.json", json(index(config, digest, manifest.length)));
            put(
                    tar,
                    config,
                    "manifest.json",
                    json(List.of(sorted(Map.of(
                            "Config", path(Digest.of(configJson)),
                            "RepoTags", List.of(config.reference()),
                            "Layers", List.of(path(layerDigest)))))));
            put(tar, config, path(digest), manifest);
            put(tar, config, path(Digest.of(configJson)), configJson);
            putLayer(tar, config, path(layerDigest), layer);
        }
        return digest;
    }

    private static Object index(ImageConfig config, Digest manifest, long size) {
        Map<String, Object> entry = blob(MANIFEST_TYPE, manifest, size);
        entry.put("platform", platform(config));
        entry.put("annotations", names(config));
        return sorted(Map.of("schemaVersion", 2, "mediaType", INDEX_TYPE, "manifests", List.of(entry)));
    }

    static Map<String, Object> platform(ImageConfig config) {
        return sorted(Map.of("architecture", config.architecture().debianName(), "os", "linux"));
    }

    /** Annotations with the image's name: containerd takes the name from the first of them, others from the second. */
    static Map<String, Object> names(ImageConfig config) {
        return sorted(Map.of(
                "io.containerd.image.name",
                "docker.io/library/" + config.reference(),
                "org.opencontainers.image.ref.name",
                config.version()));
    }

    static Map<String, Object> blob(String type, Digest digest, long size) {
        return sorted(Map.of("mediaType", type, "digest", digest.named(), "size", size));
    }

    static String path(Digest digest) {
        return "blobs/sha256/" + digest.hex();
    }

    static void put(TarArchiveOutputStream tar, ImageConfig config, String name, byte[] bytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setModTime(config.time());
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static void putLayer(TarArchiveOutputStream tar, ImageConfig config, String name, Path layer)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setModTime(config.time());
        entry.setSize(Files.size(layer));
        tar.putArchiveEntry(entry);
        Files.copy(layer, tar);
        tar.closeArchiveEntry();
    }

    /** Sorted by key: Map.of has another order in every JVM. */
    static Map<String, Object> sorted(Map<String, ?> map) {
        return new TreeMap<>(map);
    }

    static byte[] json(Object document) throws IOException {
        return JSON.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
    }
}
