package dev.virtualip.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CLibraryTest {

    @TempDir
    Path cache;

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void architecturesHavePinnedPackages(Architecture architecture) {
        CLibrary libc = CLibrary.pinned(architecture);

        assertThat(libc.digest().hex()).matches("[0-9a-f]{64}");
        assertThat(libc.places()).hasSizeGreaterThan(1);
        assertThat(libc.fileName()).startsWith("libc6_").endsWith(architecture.debianName() + ".deb");
    }

    @Test
    void cachedPackageIsUsedWithoutNetwork() throws IOException {
        CLibrary libc = new CLibrary("1", Architecture.AMD64, Digest.of(new byte[] {1}), List.of());
        Files.write(cache.resolve("libc6_1_amd64.deb"), new byte[] {1});

        assertThat(libc.fetch(cache)).hasBinaryContent(new byte[] {1});
    }

    @Test
    void fileWithWrongHashIsRefusedWithTheRemedy() throws IOException {
        URI nobodyListens = URI.create("http://127.0.0.1:1/");
        CLibrary libc = new CLibrary("1", Architecture.AMD64, Digest.of(new byte[] {1}), List.of(nobodyListens));
        Files.write(cache.resolve("libc6_1_amd64.deb"), new byte[] {2});

        assertThatThrownBy(() -> libc.fetch(cache))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("put it into " + cache)
                .hasMessageContaining(libc.digest().hex());
    }
}
