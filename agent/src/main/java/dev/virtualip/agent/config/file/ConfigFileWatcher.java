package dev.virtualip.agent.config.file;

import dev.virtualip.agent.config.FileProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Watches a configuration file and reads it again when it changed: written in place, replaced by a rename, or reached
 * through a link that was swapped (as Kubernetes does with a ConfigMap). A file that is gone, half written or wrong
 * changes nothing; it is said once. Works on a daemon thread of its own.
 */
public final class ConfigFileWatcher implements AutoCloseable {
    /** Finds within this time what no event tells of: a link that leads to another folder, a network file system. */
    private static final long POLL_MILLIS = 1_000;

    /** A file counts as written when it was left alone for so long. */
    private static final long QUIET_MILLIS = 100;

    /** A file that never rests is read nevertheless after so many looks. */
    private static final int MAX_LOOKS = 20;

    private static final long CLOSE_MILLIS = 2_000;

    private final Path file;
    private final Listener listener;
    private final FolderWatch folder;
    private final Thread thread;
    private volatile boolean closed;
    private ConfigFileResult last;
    private @Nullable FileStamp lastStamp;

    private ConfigFileWatcher(Path file, NodeConfig current, Listener listener) {
        this.file = file;
        this.listener = listener;
        this.last = new ConfigFileResult.Valid(current);
        this.folder =
                FolderWatch.of(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder"));
        this.thread = Thread.ofPlatform().name("config-watcher").daemon().unstarted(this::run);
    }

    /** Is told what came of a change, on the watcher's thread; what it throws goes to the thread's handler. */
    public interface Listener {
        /** A configuration that differs from the one before, or was asked for, or is right again. */
        void changed(NodeConfig config);

        /** What is wrong with the file now; the configuration before stays in force. */
        void refused(List<FileProblem> problems);
    }

    /**
     * Begins to watch.
     *
     * @param file the file
     * @param current what it said when it was read at the start; it may have changed since
     * @param listener is told of changes
     */
    public static ConfigFileWatcher start(Path file, NodeConfig current, Listener listener) {
        ConfigFileWatcher watcher = new ConfigFileWatcher(file, current, listener);
        watcher.thread.start();
        return watcher;
    }

    /**
     * Reads the file now and tells what came of it, changed or not: for SIGHUP. The listener is told on the caller's
     * thread.
     */
    public void reload() {
        read(true);
    }

    /** Stops watching. The listener is told nothing more, unless it has been busy with the last change for over 2 s. */
    @Override
    public void close() throws IOException {
        closed = true;
        folder.close();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException _) {
            // The thread ends by itself, and it is a daemon.
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean event = true;
        try {
            while (!closed) {
                if (event || !FileStamp.of(file).equals(lastStamp)) {
                    lastStamp = awaitQuiet();
                    read(false);
                }
                event = folder.await(POLL_MILLIS);
            }
        } catch (InterruptedException _) {
            // Nobody interrupts this thread but to end it.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void read(boolean always) {
        ConfigFileResult loaded = ConfigFile.read(file);
        if (!closed && (always || !loaded.equals(last))) {
            last = loaded;
            tell(loaded);
        }
    }

    /** Waits until the file was left alone for a while, so that a file being written is not judged. */
    private FileStamp awaitQuiet() throws InterruptedException {
        FileStamp stamp = FileStamp.of(file);
        for (int i = 0; i < MAX_LOOKS; i++) {
            Thread.sleep(QUIET_MILLIS);
            FileStamp next = FileStamp.of(file);
            if (next.equals(stamp)) {
                return next;
            }
            stamp = next;
        }
        return stamp;
    }

    private void tell(ConfigFileResult loaded) {
        try {
            switch (loaded) {
                case ConfigFileResult.Valid ok -> listener.changed(ok.config());
                case ConfigFileResult.Invalid invalid -> listener.refused(invalid.problems());
            }
        } catch (RuntimeException e) {
            // One change that could not be applied must not end the watch for all that follow.
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
