package dev.virtualip.deploy.image;

import java.util.Arrays;

/** A processor that images are built for. An image is built on its own: the runtime in it makes the class archive. */
enum Architecture {
    AMD64("amd64", "x86_64-linux-gnu", "x86_64"),
    ARM64("arm64", "aarch64-linux-gnu", "aarch_64");

    private final String debianName;
    private final String libraryFolder;
    private final String nettyName;

    Architecture(String debianName, String libraryFolder, String nettyName) {
        this.debianName = debianName;
        this.libraryFolder = libraryFolder;
        this.nettyName = nettyName;
    }

    /** As image manifests and Debian say it. */
    String debianName() {
        return debianName;
    }

    /** Where Debian keeps its shared libraries, below {@code lib}. */
    String libraryFolder() {
        return libraryFolder;
    }

    /** The end of the names of Netty's native libraries. */
    String nettyName() {
        return nettyName;
    }

    /**
     * The one of a machine.
     *
     * @param osArch as the system property {@code os.arch} says it
     */
    static Architecture named(String osArch) {
        return switch (osArch) {
            case "amd64", "x86_64" -> AMD64;
            case "arm64", "aarch64" -> ARM64;
            default ->
                throw new ImageException("no image is built for '" + osArch + "'; there are "
                        + Arrays.stream(values()).map(Architecture::debianName).toList());
        };
    }
}
