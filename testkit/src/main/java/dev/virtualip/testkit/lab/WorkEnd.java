package dev.virtualip.testkit.lab;

import dev.virtualip.testkit.kernel.LabException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The end of work on a thread of its own: a request to stop, a bounded wait for the end, and the failure that ended it
 * early. Without it a test would take the silence of a thread that died for a result.
 */
public final class WorkEnd {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final String what;
    private volatile boolean requested;
    private volatile @Nullable Throwable failure;

    /**
     * Creates one before the thread starts.
     *
     * @param what the work, for messages
     */
    public WorkEnd(String what) {
        this.what = what;
    }

    /** The same work, with its failure noted. */
    public Runnable guarding(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                failure = e;
                throw e;
            }
        };
    }

    /** Whether the work is asked to stop. */
    public boolean isRequested() {
        return requested;
    }

    /** Asks the work to stop and waits for its thread; throws if the work had failed or does not stop. */
    public void await(Thread thread) {
        requested = true;
        try {
            if (!thread.join(BOUND)) {
                throw new LabException("%s did not stop within %d s".formatted(what, BOUND.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while waiting for the end of " + what, e);
        }
        Throwable cause = failure;
        if (cause != null) {
            throw new LabException("%s failed: %s".formatted(what, cause), cause);
        }
    }
}
