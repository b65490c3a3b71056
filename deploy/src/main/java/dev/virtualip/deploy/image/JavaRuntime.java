package dev.virtualip.deploy.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;

/** The Java runtime of an image: the modules that the program needs, out of the JDK that runs this build. */
record JavaRuntime(Path folder) {

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
