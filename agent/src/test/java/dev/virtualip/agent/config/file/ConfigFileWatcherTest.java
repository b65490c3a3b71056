package dev.virtualip.agent.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.virtualip.agent.config.FileProblem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of the configuration file that a running agent notices. */
class ConfigFileWatcherTest {
    private static final long LONG_ENOUGH_MILLIS = 10_000;
    private static final long QUIET_MILLIS = 1_500;
    private static final long LESS_THAN_TWO_PARSES = 6_000_000;

    @TempDir
    Path folder;

    private final BlockingQueue<ConfigFileResult> told = new LinkedBlockingQueue<>();
    private @Nullable ConfigFileWatcher watcher;

    @AfterEach
    void close() throws IOException {
        if (watcher != null) {
            watcher.close();
        }
    }

    @Test
    void changeInPlaceIsReported() throws Exception {
        Path file = watch(ConfigDocuments.copy("defaults", folder));

        write(file, "owner");

        assertThat(next()).isEqualTo(ok("owner"));
        assertNothingMore();
    }

    @Test
    void fileThatIsReplacedByARenameIsReported() throws Exception {
        Path file = watch(ConfigDocuments.copy("defaults", folder));

        Path other = Files.copy(ConfigDocuments.valid("owner"), folder.resolve("new"));
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(next()).isEqualTo(ok("owner"));
    }

    @Test
    void swappedLinkOfAConfigMapIsReported() throws Exception {
        Path one = Files.createDirectory(folder.resolve("..1"));
        Path two = Files.createDirectory(folder.resolve("..2"));
        ConfigDocuments.copy("defaults", one);
        ConfigDocuments.copy("owner", two);
        Path data = Files.createSymbolicLink(folder.resolve("..data"), one.getFileName());
        Path file = watch(Files.createSymbolicLink(folder.resolve("config.yaml"), Path.of("..data/config.yaml")));

        Path swapped = Files.createSymbolicLink(folder.resolve("..data_tmp"), two.getFileName());
        Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);

        assertThat(next()).isEqualTo(ok("owner"));
        assertThat(file).isSymbolicLink();
    }

    @Test
    void changeBehindALinkIntoAnotherFolderIsReported() throws Exception {
        Path elsewhere = ConfigDocuments.copy("defaults", Files.createDirectory(folder.resolve("elsewhere")));
        watch(Files.createSymbolicLink(folder.resolve("link.yaml"), elsewhere));

        write(elsewhere, "owner");

        assertThat(next()).isEqualTo(ok("owner"));
    }

    @Test
    void vanishedFileAndItsReturnAreReportedOnce() throws Exception {
        Path file = watch(ConfigDocuments.copy("defaults", folder));

        Files.delete(file);

        assertThat(next())
                .isInstanceOfSatisfying(
                        ConfigFileResult.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .containsExactly(new FileProblem(
                                        file, 0, "", "there is no such file; create it or name another")));
        assertNothingMore();
        write(file, "defaults");
        assertThat(next()).isEqualTo(ok("defaults"));
    }

    @Test
    void folderThatIsRemovedAndMadeAgainIsWatchedAgain() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path file = watch(ConfigDocuments.copy("defaults", inner));

        Files.delete(file);
        Files.delete(inner);
        assertThat(next()).isInstanceOf(ConfigFileResult.Invalid.class);
        Files.createDirectory(inner);
        write(file, "owner");

        assertThat(next()).isEqualTo(ok("owner"));
    }

    @Test
    void halfWrittenFileIsRefusedUntilItIsComplete() throws Exception {
        Path file = watch(ConfigDocuments.copy("defaults", folder));
        String text = Files.readString(ConfigDocuments.valid("owner"));

        Files.writeString(file, text.substring(0, text.indexOf("addresses") + 12));
        assertThat(next()).isInstanceOf(ConfigFileResult.Invalid.class);
        assertNothingMore();
        Files.writeString(file, text);

        assertThat(next()).isEqualTo(ok("owner"));
    }

    @Test
    void unchangedMeaningIsNotReported() throws Exception {
        Path file = watch(ConfigDocuments.copy("defaults", folder));

        Files.writeString(file, Files.readString(file) + "# a comment\n");

        assertNothingMore();
    }

    /** A journal beside the file is written all the time; to parse the file each time fills the heap. */
    @Test
    void changeOfAnotherFileInTheFolderDoesNotParseThisOne() throws Exception {
        String routers = IntStream.rangeClosed(1, 250).mapToObj("""
              - {name: r%1$d, interface: eth0, addresses: [198.51.100.%1$d/32], vrrp: {virtualRouterID: %1$d}}
            """::formatted).collect(Collectors.joining());
        watch(Files.writeString(folder.resolve("large.yaml"), """
            apiVersion: virtualip.dev/v1alpha1
            kind: VRRPRouter
            metadata: {name: a}
            spec:
              virtualRouters:
            """ + routers));
        Thread.sleep(QUIET_MILLIS);
        long before = allocatedByTheWatcher();

        for (int i = 0; i < 10; i++) {
            Files.writeString(folder.resolve("journal"), "line " + i);
            Thread.sleep(300);
        }

        assertThat(allocatedByTheWatcher() - before).isBetween(1L, LESS_THAN_TWO_PARSES);
    }

    @Test
    void changeBeforeTheWatchBeganIsReported() throws Exception {
        NodeConfig current = ConfigDocuments.config(ConfigDocuments.valid("defaults"));
        Path file = ConfigDocuments.copy("owner", folder);

        watcher = ConfigFileWatcher.start(file, current, listener());

        assertThat(next()).isEqualTo(ok("owner"));
    }

    @Test
    void reloadIsReportedChangedOrNot() throws Exception {
        watch(ConfigDocuments.copy("defaults", folder));

        watcher().reload();

        assertThat(told.poll()).isEqualTo(ok("defaults"));
    }

    @Test
    void listenerThatThrowsGetsTheNextChange() throws Exception {
        Path file = ConfigDocuments.copy("defaults", folder);
        BlockingQueue<NodeConfig> seen = new LinkedBlockingQueue<>();
        watcher = ConfigFileWatcher.start(file, ConfigDocuments.config(file), new ConfigFileWatcher.Listener() {
            @Override
            public void changed(NodeConfig config) {
                seen.add(config);
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void refused(List<FileProblem> problems) {}
        });

        write(file, "owner");
        assertThat(seen.poll(LONG_ENOUGH_MILLIS, TimeUnit.MILLISECONDS)).isNotNull();
        write(file, "unicast");

        assertThat(seen.poll(LONG_ENOUGH_MILLIS, TimeUnit.MILLISECONDS)).isNotNull();
    }

    @Test
    void nothingIsReportedAfterTheEnd() throws Exception {
        Path file = watch(ConfigDocuments.copy("defaults", folder));

        watcher().close();
        write(file, "owner");
        watcher().reload();

        assertThat(told).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(it -> it.getName().equals("config-watcher"));
    }

    private static long allocatedByTheWatcher() {
        long thread = Thread.getAllStackTraces().keySet().stream()
                .filter(it -> it.getName().equals("config-watcher"))
                .findAny()
                .orElseThrow()
                .threadId();
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getThreadAllocatedBytes(thread);
    }

    private Path watch(Path file) {
        watcher = ConfigFileWatcher.start(file, ConfigDocuments.config(file), listener());
        return file;
    }

    private ConfigFileWatcher watcher() {
        return Objects.requireNonNull(watcher);
    }

    private ConfigFileWatcher.Listener listener() {
        return new ConfigFileWatcher.Listener() {
            @Override
            public void changed(NodeConfig config) {
                told.add(new ConfigFileResult.Valid(config));
            }

            @Override
            public void refused(List<FileProblem> problems) {
                told.add(new ConfigFileResult.Invalid(problems));
            }
        };
    }

    private static void write(Path file, String document) throws IOException {
        Files.writeString(file, Files.readString(ConfigDocuments.valid(document)));
    }

    private static ConfigFileResult ok(String document) {
        return new ConfigFileResult.Valid(ConfigDocuments.config(ConfigDocuments.valid(document)));
    }

    private @Nullable ConfigFileResult next() throws InterruptedException {
        return told.poll(LONG_ENOUGH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void assertNothingMore() throws InterruptedException {
        assertThat(told.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS)).isNull();
    }
}
