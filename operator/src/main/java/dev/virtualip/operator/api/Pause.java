package dev.virtualip.operator.api;

import java.time.Duration;

/** How to wait for the API server, or for what others do through it; {@link Thread#sleep}, but for tests. */
@FunctionalInterface
public interface Pause {

    /** Waits so long. */
    void sleep(Duration time) throws InterruptedException;
}
