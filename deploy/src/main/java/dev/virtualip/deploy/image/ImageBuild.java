package dev.virtualip.deploy.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Builds images.
 *
 * @param release what they are made of
 * @param architecture for which
 * @param output the folder that gets {@code NAME.tar}, and {@code NAME/}, the unpacked root
 * @param withClassArchive whether the class archive is made, for the programs that have a list of classes
 * @param foreignRuntime the Java runtime of an architecture that this machine is not of; empty: linked of its own JDK
 */
record ImageBuild(
        BuildInput release,
        Architecture architecture,
        Path output,
        boolean withClassArchive,
        Optional<Path> foreignRuntime) {

    /**
     * One that was built.
     *
     * @param config what it says of itself
     * @param digest of its manifest
     * @param archive the tar
     * @param unpackedBytes what it takes on a node's disk
     */
    record Built(ImageConfig config, Digest digest, Path archive, long unpackedBytes) {}

    /** Builds one. */
    Built build(Program program) throws IOException {
        Files.createDirectories(output);
        RootFolder root = RootFolder.create(output.resolve(program.name()));
        Path deb = CLibrary.pinned(architecture).fetch(cache());
        root.addCLibrary(new DebianPackage(deb), architecture);
        Path runtime = root.path().resolve(Program.JAVA);
        JavaRuntime java = foreignRuntime.isPresent()
                ? JavaRuntime.copy(foreignRuntime.get(), runtime)
                : JavaRuntime.link(program.modules(), runtime);
        root.addProgram(program, release.repository(), architecture);
        // Only a runtime that can run here makes a class archive.
        boolean archived = withClassArchive && foreignRuntime.isEmpty() && addClassList(program, root);
        root.setTimes(release.time());
        if (archived) {
            ClassArchive.make(root, program);
            Files.delete(root.inside(program.classList()));
            root.setTimes(release.time());
        }
        ImageConfig config = new ImageConfig(program, release, architecture, java.version(), archived);
        Path layer = Files.createTempFile(output, program.name(), ".layer");
        try {
            LayerTar.write(root, release.time(), layer);
            Path archive = output.resolve(program.name() + ".tar");
            return new Built(config, ImageArchive.write(config, layer, archive), archive, root.size());
        } finally {
            Files.delete(layer);
        }
    }

    private boolean addClassList(Program program, RootFolder root) throws IOException {
        Path list = release.repository().resolve("deploy/src/main/image").resolve(program.name() + ".classes");
        if (!Files.isReadable(list)) {
            return false;
        }
        ClassList.write(list, root.path().resolve(Program.HOME), root.inside(program.classList()));
        return true;
    }

    /** The folder of what was fetched before. */
    static Path cache() {
        String home = System.getenv("XDG_CACHE_HOME");
        Path caches =
                home == null || home.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
        return caches.resolve("virtualip/images");
    }
}
