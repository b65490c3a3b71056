package dev.virtualip.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTarTest {

    @TempDir
    Path folder;

    @Test
    void sameContentHasTheSameBytes() throws IOException {
        Path one = layer("one", "rw-rw-r--", FileTime.fromMillis(1_000));
        Path other = layer("other", "rw-------", FileTime.fromMillis(9_999_000));

        assertThat(other).hasSameBinaryContentAs(one);
    }

    @Test
    void differentContentHasDifferentBytes() throws IOException {
        Path one = layer("one", "rw-r--r--", Samples.TIME);
        RootFolder root = new RootFolder(folder.resolve("one"));
        root.write("etc/more", "more\n");
        Path more = folder.resolve("more.tar");
        LayerTar.write(root, Samples.TIME, more);

        assertThat(Files.size(more)).isNotEqualTo(Files.size(one));
    }

    @Test
    void entriesBelongToRootAreReadableAndSorted() throws IOException {
        Map<String, TarArchiveEntry> entries = entries(layer("one", "rw-------", Samples.TIME));

        assertThat(List.copyOf(entries.keySet()))
                .isSorted()
                .contains("etc/passwd", "lib/link", "tmp/")
                .doesNotContain("", "./", "/");
        assertThat(entries.values()).allSatisfy(entry -> {
            assertThat(entry.getLongUserId()).isZero();
            assertThat(entry.getLongGroupId()).isZero();
            assertThat(entry.getUserName()).isEmpty();
            assertThat(entry.getLastModifiedTime()).isEqualTo(Samples.TIME);
        });
        assertThat(mode(entries, "etc/passwd")).isEqualTo(0644);
        assertThat(mode(entries, "bin/run")).isEqualTo(0755);
        assertThat(mode(entries, "tmp/")).as("anybody writes there").isEqualTo(01777);
    }

    @Test
    void symbolicLinkIsKept() throws IOException {
        TarArchiveEntry link = Objects.requireNonNull(
                entries(layer("one", "rw-r--r--", Samples.TIME)).get("lib/link"));

        assertThat(link.isSymbolicLink()).isTrue();
        assertThat(link.getLinkName()).isEqualTo("/bin/run");
    }

    private Path layer(String name, String permissions, FileTime time) throws IOException {
        RootFolder root = RootFolder.create(folder.resolve(name));
        root.write("bin/run", "program\n");
        root.write("lib/text", "text\n");
        Files.createSymbolicLink(root.inside("/lib/link"), Path.of("/bin/run"));
        Files.setPosixFilePermissions(root.inside("/lib/text"), PosixFilePermissions.fromString(permissions));
        Files.setPosixFilePermissions(root.inside("/etc/passwd"), PosixFilePermissions.fromString(permissions));
        FileModes.set(root.inside("/bin/run"), true);
        root.setTimes(time);
        Path tar = folder.resolve(name + ".tar");
        LayerTar.write(root, Samples.TIME, tar);
        return tar;
    }

    private static int mode(Map<String, TarArchiveEntry> entries, String name) {
        return Objects.requireNonNull(entries.get(name), name).getMode() & 07777;
    }

    private static Map<String, TarArchiveEntry> entries(Path tar) throws IOException {
        Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
        try (TarFile file = new TarFile(tar)) {
            file.getEntries().forEach(entry -> entries.put(entry.getName(), entry));
        }
        return entries;
    }
}
