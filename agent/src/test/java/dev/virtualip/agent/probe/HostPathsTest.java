package dev.virtualip.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostPathsTest {
    @TempDir
    private Path folder;

    @Test
    void higherSettingOfAllAndInterfaceCounts() throws IOException {
        HostPaths paths = new HostPaths(folder, folder, folder);
        setting("all", "1");
        setting("eth1", "0");
        setting("eth2", "2");
        assertThat(paths.effectiveSetting("eth1", "rp_filter")).isEqualTo(1);
        assertThat(paths.effectiveSetting("eth2", "rp_filter")).isEqualTo(2);
        assertThat(paths.effectiveSetting("eth3", "rp_filter")).isEqualTo(1);
    }

    @Test
    void missingFilesAndFoldersAreEmpty() {
        assertThat(HostPaths.text(folder.resolve("none"))).isEmpty();
        assertThat(HostPaths.number(folder.resolve("none"))).isEmpty();
        assertThat(HostPaths.entries(folder.resolve("none"))).isEmpty();
    }

    @Test
    void valueIsReadFromItsOwnLine() {
        String text = "# a comment\nNETWORK_FILE_DROPINS=/b\nNETWORK_FILE=/run/a.network\n";
        assertThat(HostPaths.value(text, "NETWORK_FILE")).isEqualTo("/run/a.network");
        assertThat(HostPaths.value(text, "ABSENT")).isEmpty();
    }

    @Test
    void counterIsFoundByItsName() {
        assertThat(HostFactsReader.counter("TcpExt: A IPReversePathFilter B", "TcpExt: 1 42 3", "IPReversePathFilter"))
                .isEqualTo(42);
        assertThat(HostFactsReader.counter("TcpExt: A", "TcpExt: 1", "IPReversePathFilter"))
                .isZero();
        assertThat(HostFactsReader.counter("TcpExt: A", "TcpExt:", "A")).isZero();
    }

    private void setting(String name, String value) throws IOException {
        Path file = folder.resolve("sys/net/ipv4/conf").resolve(name).resolve("rp_filter");
        Files.createDirectories(file.getParent());
        Files.writeString(file, value + "\n");
    }
}
