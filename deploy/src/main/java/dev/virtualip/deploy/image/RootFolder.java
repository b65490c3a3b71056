package dev.virtualip.deploy.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Root folder of a container, unpacked on disk. */
record RootFolder(Path path) {

    private static final List<String> EMPTY = List.of("dev", "proc", "sys", "tmp", "etc", "var/lib/virtualip");

    private static final List<String> LEGAL = List.of("LICENSE", "NOTICE");

    private static final String USERS = """
        root:x:0:0:root:/:/nonexistent
        virtualip:x:65532:65532:virtualip:/:/nonexistent
        """;

    private static final String GROUPS = """
        root:x:0:
        virtualip:x:65532:
        """;

    /** An empty one; what was there is removed. */
    static RootFolder create(Path path) throws IOException {
        delete(path);
        for (String folder : EMPTY) {
            Files.createDirectories(path.resolve(folder));
        }
        RootFolder root = new RootFolder(path);
        root.write("etc/passwd", USERS);
        root.write("etc/group", GROUPS);
        // Names by file, then by DNS: what the C library does without this file, said.
        root.write("etc/nsswitch.conf", "hosts: files dns\n");
        return root;
    }

    /** Adds the parts of the C library that Java and Netty load, and its license. */
    void addCLibrary(DebianPackage libc, Architecture architecture) throws IOException {
        Pattern libraries = Pattern.compile("lib/" + architecture.libraryFolder()
                + "/(ld-linux-[^/]*|lib(c|dl|m|nss_dns|nss_files|pthread|resolv|rt)\\.so\\.\\d+)"
                + "|lib(64)?/ld-linux-[^/]*|usr/share/doc/libc6/copyright");
        libc.extract(libraries.asMatchPredicate(), path);
    }

    /** The program: its jar, the jars that it names, its native libraries. */
    void addProgram(Program program, Path repository, Architecture architecture) throws IOException {
        Path target = repository.resolve(program.module()).resolve("target");
        Path jar = target.resolve(program.name() + ".jar");
        if (!Files.isReadable(jar)) {
            throw new ImageException("no " + jar + ": run 'mvn -B package' first");
        }
        Path home = path.resolve(Program.HOME);
        copy(jar, home.resolve(program.name() + ".jar"));
        for (Path library : files(target.resolve("lib"))) {
            copy(library, home.resolve("lib").resolve(library.getFileName()));
        }
        for (Path library : files(target.resolve("native/META-INF/native"))) {
            if (library.toString().endsWith(architecture.nettyName() + ".so")) {
                copy(library, home.resolve("native").resolve(library.getFileName()));
            }
        }
        for (String text : LEGAL) {
            copy(
                    repository.resolve(text),
                    path.resolve("usr/share/doc/virtualip").resolve(text));
        }
    }

    /** Writes a text file. */
    void write(String name, String text) throws IOException {
        Path file = path.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    /** The file that a path inside the container names. */
    Path inside(String absolute) {
        return path.resolve(absolute.substring(1));
    }

    /** Gives everything in it one time. The class archive remembers the jars' and the runtime's: call it before. */
    void setTimes(FileTime time) throws IOException {
        for (Path file : everything()) {
            Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(time, time, null);
        }
    }

    /** Every path in it, sorted by name, without itself. */
    List<Path> everything() throws IOException {
        try (Stream<Path> paths = Files.walk(path)) {
            return paths.filter(file -> !file.equals(path))
                    .sorted(Comparator.comparing(file -> path.relativize(file).toString()))
                    .toList();
        }
    }

    /** Unpacked size in bytes. */
    long size() throws IOException {
        long size = 0;
        for (Path file : everything()) {
            size += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
        }
        return size;
    }

    /** Removes a folder with all that is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        FileModes.set(to, to.toString().endsWith(".so"));
    }
}
