package dev.virtualip.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class DebianPackageTest {

    @TempDir
    Path folder;

    @Test
    void onlySelectedFilesAreUnpacked() throws IOException {
        DebianPackage libc = debianPackage("data.tar.xz", name -> name);

        libc.extract(name -> name.startsWith("lib/"), folder.resolve("root"));

        assertThat(folder.resolve("root/lib/libc.so.6")).hasContent("library").isExecutable();
        assertThat(folder.resolve("root/lib/ld.so")).isSymbolicLink();
        assertThat(folder.resolve("root/usr")).doesNotExist();
    }

    @Test
    void pathOutsideThePackageIsRefused() throws IOException {
        DebianPackage hostile = debianPackage("data.tar.xz", name -> "./../../" + name);

        assertThatThrownBy(() -> hostile.extract(name -> true, folder.resolve("root")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("leads out of the package");
        assertThat(folder.resolve("lib")).doesNotExist();
    }

    @Test
    void unknownCompressionIsNamed() throws IOException {
        DebianPackage other = debianPackage("data.tar.zst", name -> name);

        assertThatThrownBy(() -> other.extract(name -> true, folder.resolve("root")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("no data.tar.xz");
    }

    private DebianPackage debianPackage(String dataName, UnaryOperator<String> named) throws IOException {
        byte[] data = data(named);
        byte[] version = "2.0\n".getBytes(StandardCharsets.US_ASCII);
        Path file = folder.resolve("sample.deb");
        try (OutputStream out = Files.newOutputStream(file);
                ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
            ar.putArchiveEntry(new ArArchiveEntry("debian-binary", version.length));
            ar.write(version);
            ar.closeArchiveEntry();
            ar.putArchiveEntry(new ArArchiveEntry(dataName, data.length));
            ar.write(data);
            ar.closeArchiveEntry();
        }
        return new DebianPackage(file);
    }

    private static byte[] data(UnaryOperator<String> named) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(1)))) {
            put(tar, named.apply("lib/libc.so.6"), "library", 0755);
            put(tar, named.apply("usr/share/other"), "other", 0644);
            TarArchiveEntry link = new TarArchiveEntry(named.apply("lib/ld.so"), TarConstants.LF_SYMLINK);
            link.setLinkName("libc.so.6");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String name, String text, int mode) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(bytes.length);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }
}
