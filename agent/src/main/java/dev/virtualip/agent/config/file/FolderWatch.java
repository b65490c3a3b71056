package dev.virtualip.agent.config.file;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a change in a folder, or just waits if the system cannot report changes. Continues after a folder was
 * removed and created again.
 */
final class FolderWatch implements AutoCloseable {
    private final Path folder;
    private final @Nullable WatchService service;
    private @Nullable WatchKey key;

    private FolderWatch(Path folder, @Nullable WatchService service) {
        this.folder = folder;
        this.service = service;
    }

    /** Watches a folder, which need not exist (yet). */
    static FolderWatch of(Path folder) {
        FolderWatch watch = new FolderWatch(folder, newService(folder));
        watch.register();
        return watch;
    }

    /** Waits for an event, at most so long; true: there was one. */
    boolean await(long millis) throws InterruptedException {
        if (service == null) {
            Thread.sleep(millis);
            return false;
        }
        try {
            register();
            WatchKey signalled = service.poll(millis, TimeUnit.MILLISECONDS);
            if (signalled == null) {
                return false;
            }
            signalled.pollEvents();
            if (!signalled.reset()) {
                key = null;
            }
            return true;
        } catch (ClosedWatchServiceException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (service != null) {
            service.close();
        }
    }

    private void register() {
        if (service == null || (key != null && key.isValid())) {
            return;
        }
        try {
            key = folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
        } catch (IOException _) {
            // No such folder now; the caller checks the file's stamp meanwhile.
            key = null;
        }
    }

    /** A service, or null where the system has no room for another: the caller looks at the file's stamp anyway. */
    private static @Nullable WatchService newService(Path folder) {
        try {
            return folder.getFileSystem().newWatchService();
        } catch (IOException | UnsupportedOperationException _) {
            return null;
        }
    }
}
