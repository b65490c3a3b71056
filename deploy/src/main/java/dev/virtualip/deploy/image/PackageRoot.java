package dev.virtualip.deploy.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Files of the Linux package: agent and command line on one Java runtime, below {@code /usr/lib/virtualip}. Maven's
 * plugins for .deb and .rpm take them from here.
 *
 * @param release what they are made of
 * @param architecture for which
 * @param output the folder that gets {@code root/}, and what the build of the class archive needs besides
 */
record PackageRoot(BuildInput release, Architecture architecture, Path output) {

    /** Where the programs are on a host. */
    static final String HOME = "usr/lib/virtualip";

    private static final List<Program> PROGRAMS = List.of(Program.AGENT, Program.CLI);

    private static final String SOURCES = "deploy/src/main/package";

    /** Makes them. */
    void build(boolean withClassArchive) throws IOException {
        Files.createDirectories(output);
        RootFolder root = RootFolder.create(output.resolve("root"));
        root.addCLibrary(new DebianPackage(CLibrary.pinned(architecture).fetch(ImageBuild.cache())), architecture);
        Files.createDirectories(root.path().resolve("usr/lib"));
        for (Program program : PROGRAMS) {
            root.addProgram(program, release.repository(), architecture);
        }
        Files.move(root.path().resolve(Program.HOME), root.path().resolve(HOME));
        JavaRuntime.link(modules(), root.path().resolve(HOME).resolve("java"));
        addLaunchers(root, withClassArchive);
        addManualPages(root);
        addTexts(root);
        // The archive remembers the times of the jars and of the runtime.
        root.setTimes(release.time());
        if (withClassArchive) {
            ClassList.write(
                    release.repository().resolve("deploy/src/main/image").resolve(Program.AGENT.name() + ".classes"),
                    root.path().resolve(HOME),
                    root.inside(Program.AGENT.classList()));
            Path archive = root.path().resolve(HOME).resolve(Program.AGENT.name() + ".jsa");
            List<String> dump = ClassArchive.dump(Program.AGENT).stream()
                    .map(PackageRoot::onHost)
                    .toList();
            ClassArchive.make(root, Program.AGENT.name(), dump, archive);
            FileModes.set(archive, false);
            root.setTimes(release.time());
        }
    }

    /** The modules that both programs need. */
    static Set<String> modules() {
        return PROGRAMS.stream()
                .flatMap(program -> program.modules().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void addLaunchers(RootFolder root, boolean withClassArchive) throws IOException {
        for (Program program : PROGRAMS) {
            String options = program.javaOptions().stream()
                    .map(PackageRoot::onHost)
                    .map(option -> option.contains("*") ? "'" + option + "'" : option)
                    .collect(Collectors.joining(" "));
            if (withClassArchive && program.equals(Program.AGENT)) {
                options += " -XX:SharedArchiveFile=/" + HOME + "/" + program.name() + ".jsa";
            }
            Path source = release.repository().resolve(SOURCES).resolve(program.name());
            root.write("usr/bin/" + program.name(), Files.readString(source).replace("@JAVA_OPTIONS@", options));
            FileModes.set(root.path().resolve("usr/bin").resolve(program.name()), true);
        }
    }

    /** The systemd unit, completions for shells, and what Debian wants beside the license. */
    private void addTexts(RootFolder root) throws IOException {
        Path sources = release.repository().resolve(SOURCES);
        String share = "usr/share/";
        copy(root, sources.resolve("virtualip-agent.service"), "usr/lib/systemd/system/virtualip-agent.service");
        copy(root, sources.resolve("completion/virtualip.bash"), share + "bash-completion/completions/virtualip");
        copy(root, sources.resolve("completion/_virtualip"), share + "zsh/vendor-completions/_virtualip");
        copy(root, sources.resolve("completion/virtualip.fish"), share + "fish/vendor_completions.d/virtualip.fish");
        copy(root, sources.resolve("copyright"), share + "doc/virtualip/copyright");
        compress(sources.resolve("changelog"), root.path().resolve(share + "doc/virtualip/changelog.gz"));
    }

    private static void copy(RootFolder root, Path source, String target) throws IOException {
        root.write(target, Files.readString(source));
        FileModes.set(root.path().resolve(target), false);
    }

    private static void compress(Path source, Path target) throws IOException {
        try (OutputStream out = new SmallestGzip(Files.newOutputStream(target))) {
            Files.copy(source, out);
        }
        FileModes.set(target, false);
    }

    /** Manual pages are compressed on a host. */
    private void addManualPages(RootFolder root) throws IOException {
        try (Stream<Path> pages =
                Files.list(release.repository().resolve(SOURCES).resolve("man"))) {
            for (Path page : pages.sorted().toList()) {
                String name = page.getFileName().toString();
                Path folder = root.path().resolve("usr/share/man/man" + name.charAt(name.length() - 1));
                Files.createDirectories(folder);
                compress(page, folder.resolve(name + ".gz"));
            }
        }
    }

    /** A path of an image as the path on a host. */
    private static String onHost(String option) {
        return option.replace("/" + Program.JAVA + "/", "/" + HOME + "/java/")
                .replace("/" + Program.HOME + "/", "/" + HOME + "/");
    }

    /** Compressed as far as it goes, as Debian wants it. */
    private static final class SmallestGzip extends GZIPOutputStream {
        SmallestGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
