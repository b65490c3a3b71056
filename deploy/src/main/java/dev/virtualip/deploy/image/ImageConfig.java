package dev.virtualip.deploy.image;

import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metadata of an image.
 *
 * @param program that it runs
 * @param release what it was made of
 * @param architecture that it runs on
 * @param javaVersion who made the runtime in it, and its version
 * @param withClassArchive whether the class archive is in it
 */
record ImageConfig(
        Program program, BuildInput release, Architecture architecture, String javaVersion, boolean withClassArchive) {

    /** Where the project is. */
    static final String PROJECT = "https://github.com/virtualip/virtualip-operator";

    /** One arena of the C library's allocator, instead of one for each thread and core; UTF-8 file names. */
    private static final List<String> ENVIRONMENT =
            List.of("LANG=C.UTF-8", "MALLOC_ARENA_MAX=1", "PATH=/" + Program.JAVA + "/bin");

    String version() {
        return release.version();
    }

    FileTime time() {
        return release.time();
    }

    /** The name that the chart pulls it by. */
    String reference() {
        return program.name() + ":" + release.version();
    }

    /** The configuration document. */
    Map<String, Object> document(Digest layer) {
        Map<String, Object> container = new TreeMap<>();
        container.put("Entrypoint", program.entrypoint(withClassArchive));
        container.put("Env", ENVIRONMENT);
        container.put("Labels", labels());
        container.put("User", program.user());
        container.put("WorkingDir", "/");
        Map<String, Object> document = new TreeMap<>();
        document.put("architecture", architecture.debianName());
        document.put("os", "linux");
        document.put("created", release.time().toString());
        document.put("config", container);
        document.put("rootfs", new TreeMap<>(Map.of("type", "layers", "diff_ids", List.of(layer.named()))));
        document.put(
                "history",
                List.of(new TreeMap<>(Map.of(
                        "created",
                        release.time().toString(),
                        "created_by",
                        "mvn -P image package",
                        "comment",
                        javaVersion))));
        return document;
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        labels.put("org.opencontainers.image.title", program.name());
        labels.put("org.opencontainers.image.description", program.description());
        labels.put("org.opencontainers.image.version", release.version());
        labels.put("org.opencontainers.image.created", release.time().toString());
        labels.put("org.opencontainers.image.licenses", "Apache-2.0");
        labels.put("org.opencontainers.image.vendor", "virtualip.dev");
        labels.put("org.opencontainers.image.authors", PROJECT + "/graphs/contributors");
        labels.put("org.opencontainers.image.url", PROJECT);
        labels.put("org.opencontainers.image.source", PROJECT);
        labels.put("org.opencontainers.image.documentation", PROJECT + "/tree/main/docs");
        if (!release.revision().isEmpty()) {
            labels.put("org.opencontainers.image.revision", release.revision());
        }
        return labels;
    }
}
