package dev.virtualip.agent.config.file;

import dev.virtualip.agent.config.FileProblem;
import dev.virtualip.agent.config.FileProblems;
import dev.virtualip.agent.config.FileText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Watches a configuration file and reads it again after a change: written in place, replaced by a rename, or reached
 * through a replaced link (as with a ConfigMap in Kubernetes). A missing, incomplete or invalid file changes nothing
 * and is reported once. Runs on a daemon thread of its own.
 */
public final class ConfigFileWatcher implements AutoCloseable {
    /** Finds changes without file system events: a link to another folder, a network file system. */
    private static final long POLL_MILLIS = 1_000;

    /** A file counts as complete when it did not change for this long. */
    private static final long QUIET_MILLIS = 100;

    /** A file that keeps changing is read nevertheless after so many checks. */
    private static final int MAX_LOOKS = 20;

    private static final long CLOSE_MILLIS = 2_000;

    private final Path file;
    private final Listener listener;
    private final FolderWatch folder;
    private final Thread thread;
    private volatile boolean closed;
    private ConfigFileResult last;
    private @Nullable FileStamp lastStamp;
    private @Nullable String lastText;

    private ConfigFileWatcher(Path file, NodeConfig current, Listener listener) {
        this.file = file;
        this.listener = listener;
        this.last = new ConfigFileResult.Valid(current);
        this.folder =
                FolderWatch.of(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder"));
        this.thread = Thread.ofPlatform().name("config-watcher").daemon().unstarted(this::run);
    }

    /** Receives changes on the watcher's thread; exceptions go to the thread's handler. */
    public interface Listener {
        /** The configuration has changed, was reloaded on request, or is valid again. */
        void changed(NodeConfig config);

        /** The file is invalid; the previous configuration stays in force. */
        void refused(List<FileProblem> problems);
    }

    /**
     * Starts to watch.
     * @param file the file
     * @param current its content at the start; it may have changed since
     * @param listener receives changes
     */
    public static ConfigFileWatcher start(Path file, NodeConfig current, Listener listener) {
        ConfigFileWatcher watcher = new ConfigFileWatcher(file, current, listener);
        watcher.thread.start();
        return watcher;
    }

    /**
     * Reads the file now and reports the result even if it is unchanged, for SIGHUP. Calls the listener on the caller's
     * thread.
     */
    public void reload() {
        read(true);
    }

    /** Stops watching. Calls the listener no more, unless it is busy with the last change for over 2 s. */
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
            // An interrupt always means to stop.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void read(boolean always) {
        FileProblems problems = new FileProblems(file);
        String text = FileText.read(file, problems);
        if (!always && text != null && text.equals(lastText)) {
            // Another file in the folder has changed, such as a journal: to parse this one each time would cost more
            // than all else that an agent does.
            return;
        }
        lastText = text;
        ConfigFileResult loaded = ConfigFile.check(text, problems);
        if (!closed && (always || !loaded.equals(last))) {
            last = loaded;
            notifyListener(loaded);
        }
    }

    /** Waits until the file stops changing, so that an incomplete file is not read. */
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

    private void notifyListener(ConfigFileResult loaded) {
        try {
            switch (loaded) {
                case ConfigFileResult.Valid ok -> listener.changed(ok.config());
                case ConfigFileResult.Invalid invalid -> listener.refused(invalid.problems());
            }
        } catch (RuntimeException e) {
            // A failure to apply one change must not end the watch.
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
