package dev.virtualip.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running agent learns of its file. */
class ConfigWatcherTest {
    private static final long LONG_ENOUGH_MILLIS = 10_000;
    private static final long QUIET_MILLIS = 1_500;

    @TempDir
    Path folder;

    private final BlockingQueue<Loaded> told = new LinkedBlockingQueue<>();
    private @Nullable ConfigWatcher watcher;

    @AfterEach
    void close() throws IOException {
        if (watcher != null) {
            watcher.close();
        }
    }

    @Test
    void aChangeInPlaceIsTold() throws Exception {
        Path file = watch(Documents.copy("defaults", folder));

        write(file, "owner");

        assertThat(next()).isEqualTo(ok("owner"));
        assertNothingMore();
    }

    @Test
    void aFileThatIsReplacedByARenameIsTold() throws Exception {
        Path file = watch(Documents.copy("defaults", folder));

        Path other = Files.copy(Documents.valid("owner"), folder.resolve("new"));
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(next()).isEqualTo(ok("owner"));
    }

    @Test
    void aSwappedLinkIsToldAsOfAConfigMap() throws Exception {
        Path one = Files.createDirectory(folder.resolve("..1"));
        Path two = Files.createDirectory(folder.resolve("..2"));
        Documents.copy("defaults", one);
        Documents.copy("owner", two);
        Path data = Files.createSymbolicLink(folder.resolve("..data"), one.getFileName());
        Path file = watch(Files.createSymbolicLink(folder.resolve("config.yaml"), Path.of("..data/config.yaml")));

        Path swapped = Files.createSymbolicLink(folder.resolve("..data_tmp"), two.getFileName());
        Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);

        assertThat(next()).isEqualTo(ok("owner"));
        assertThat(file).isSymbolicLink();
    }

    @Test
    void aChangeBehindALinkIntoAnotherFolderIsTold() throws Exception {
        Path elsewhere = Documents.copy("defaults", Files.createDirectory(folder.resolve("elsewhere")));
        watch(Files.createSymbolicLink(folder.resolve("link.yaml"), elsewhere));

        write(elsewhere, "owner");

        assertThat(next()).isEqualTo(ok("owner"));
    }

    @Test
    void aVanishedFileIsSaidOnceAndItsReturnIsTold() throws Exception {
        Path file = watch(Documents.copy("defaults", folder));

        Files.delete(file);

        assertThat(next())
                .isInstanceOfSatisfying(
                        Loaded.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .containsExactly(new FileProblem(
                                        file, 0, "", "there is no such file; create it or name another")));
        assertNothingMore();
        write(file, "defaults");
        assertThat(next()).isEqualTo(ok("defaults"));
    }

    @Test
    void aFolderThatIsRemovedAndMadeAgainIsWatchedAgain() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path file = watch(Documents.copy("defaults", inner));

        Files.delete(file);
        Files.delete(inner);
        assertThat(next()).isInstanceOf(Loaded.Invalid.class);
        Files.createDirectory(inner);
        write(file, "owner");

        assertThat(next()).isEqualTo(ok("owner"));
    }

    @Test
    void aHalfWrittenFileIsRefusedUntilItIsComplete() throws Exception {
        Path file = watch(Documents.copy("defaults", folder));
        String text = Files.readString(Documents.valid("owner"));

        Files.writeString(file, text.substring(0, text.indexOf("addresses") + 12));
        assertThat(next()).isInstanceOf(Loaded.Invalid.class);
        assertNothingMore();
        Files.writeString(file, text);

        assertThat(next()).isEqualTo(ok("owner"));
    }

    @Test
    void whatSaysTheSameIsNotTold() throws Exception {
        Path file = watch(Documents.copy("defaults", folder));

        Files.writeString(file, Files.readString(file) + "# a comment\n");

        assertNothingMore();
    }

    @Test
    void whatChangedBeforeTheWatchBeganIsTold() throws Exception {
        NodeConfig current = Documents.config(Documents.valid("defaults"));
        Path file = Documents.copy("owner", folder);

        watcher = ConfigWatcher.start(file, current, listener());

        assertThat(next()).isEqualTo(ok("owner"));
    }

    @Test
    void aReloadIsToldChangedOrNot() throws Exception {
        watch(Documents.copy("defaults", folder));

        watcher().reload();

        assertThat(told.poll()).isEqualTo(ok("defaults"));
    }

    @Test
    void aListenerThatThrowsIsToldOfTheNextChange() throws Exception {
        Path file = Documents.copy("defaults", folder);
        BlockingQueue<NodeConfig> seen = new LinkedBlockingQueue<>();
        watcher = ConfigWatcher.start(file, Documents.config(file), new ConfigWatcher.Listener() {
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
    void nothingIsToldAfterTheEnd() throws Exception {
        Path file = watch(Documents.copy("defaults", folder));

        watcher().close();
        write(file, "owner");
        watcher().reload();

        assertThat(told).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(it -> it.getName().equals("config-watcher"));
    }

    private Path watch(Path file) {
        watcher = ConfigWatcher.start(file, Documents.config(file), listener());
        return file;
    }

    private ConfigWatcher watcher() {
        return Objects.requireNonNull(watcher);
    }

    private ConfigWatcher.Listener listener() {
        return new ConfigWatcher.Listener() {
            @Override
            public void changed(NodeConfig config) {
                told.add(new Loaded.Ok(config));
            }

            @Override
            public void refused(List<FileProblem> problems) {
                told.add(new Loaded.Invalid(problems));
            }
        };
    }

    private static void write(Path file, String document) throws IOException {
        Files.writeString(file, Files.readString(Documents.valid(document)));
    }

    private static Loaded ok(String document) {
        return new Loaded.Ok(Documents.config(Documents.valid(document)));
    }

    private @Nullable Loaded next() throws InterruptedException {
        return told.poll(LONG_ENOUGH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void assertNothingMore() throws InterruptedException {
        assertThat(told.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS)).isNull();
    }
}
