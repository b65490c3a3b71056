package dev.virtualip.deploy.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The Java runtime of an image: the modules that the program needs, out of the JDK that runs this build. */
record JavaRuntime(Path folder) {

    /** Programs in the folder {@code lib}. */
    private static final Set<String> EXECUTABLE = Set.of("jspawnhelper", "jexec");

    /** Links one. */
    static JavaRuntime link(Set<String> modules, Path folder) {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new ImageException("this Java has no jlink: build with a whole JDK"));
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        // Left out is a plugin that writes other bytes from run to run; the class archive has what it would bring.
        int status = jlink.run(
                writer,
                writer,
                "--add-modules",
                String.join(",", new TreeSet<>(modules)),
                "--disable-plugin",
                "generate-jli-classes",
                "--strip-java-debug-attributes",
                "--compress",
                "zip-9",
                "--no-header-files",
                "--no-man-pages",
                "--dedup-legal-notices=error-if-not-same-content",
                "--output",
                folder.toString());
        if (status != 0) {
            throw new ImageException("jlink failed: " + said);
        }
        return new JavaRuntime(folder);
    }

    /**
     * Copies a runtime of another architecture whole: jlink links only modules of its own build.
     *
     * @param from its folder, with {@code bin/java} and {@code release}
     */
    static JavaRuntime copy(Path from, Path folder) throws IOException {
        if (!Files.isRegularFile(from.resolve("bin/java")) || !Files.isRegularFile(from.resolve("release"))) {
            throw new ImageException(from + " is no Java runtime: it has no bin/java or no file 'release'");
        }
        for (String part : List.of("bin/java", "conf", "legal", "lib", "release")) {
            copyAll(from.resolve(part), folder.resolve(part));
        }
        return new JavaRuntime(folder);
    }

    private static void copyAll(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(file, copy);
                FileModes.set(
                        copy,
                        from.endsWith("bin/java")
                                || EXECUTABLE.contains(file.getFileName().toString()));
            }
        }
    }

    /** Vendor and version, as its file {@code release} names them: {@code Temurin-25.0.3+9}. */
    String version() throws IOException {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("release"))) {
            release.load(reader);
        }
        String fallback = release.getProperty("JAVA_VERSION", "unknown");
        return release.getProperty("IMPLEMENTOR_VERSION", fallback).replace("\"", "");
    }
}
