package dev.virtualip.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassListTest {
    private static final String SAMPLE = "dev/virtualip/deploy/image/ClassListTest$Sample";

    @TempDir
    Path folder;

    @Test
    void classOfAJarIsListedWithItsLambdas() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(home.resolve("lib"));
        jar(home.resolve("virtualip-agent.jar"), SAMPLE, "module-info");
        jar(home.resolve("lib/virtualip-crds-1.jar"), "dev/virtualip/agent/probe/Probe");
        jar(home.resolve("lib/other.jar"), "org/other/Other");
        Path listed = Files.writeString(folder.resolve("listed"), "java/lang/Object\n");
        Path list = folder.resolve("list");

        ClassList.write(listed, home, list);

        assertThat(Files.readAllLines(list))
                .containsExactly(
                        "@lambda-proxy " + SAMPLE + " get (Ljava/lang/String;)Ljava/util/function/Supplier;"
                                + " ()Ljava/lang/Object; REF_invokeVirtual java/lang/String trim ()Ljava/lang/String;"
                                + " ()Ljava/lang/String;",
                        SAMPLE,
                        "java/lang/Object");
    }

    /** A jar with the bytes of one class under these names. */
    private static void jar(Path file, String... names) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out);
                InputStream bytes =
                        Objects.requireNonNull(ClassListTest.class.getResourceAsStream("ClassListTest$Sample.class"))) {
            byte[] sample = bytes.readAllBytes();
            for (String name : names) {
                jar.putNextEntry(new JarEntry(name + ".class"));
                jar.write(sample);
            }
        }
    }

    /** Class with one lambda. */
    static final class Sample {
        private Sample() {}

        static Supplier<String> trimmed(String text) {
            return text::trim;
        }
    }
}
