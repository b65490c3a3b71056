package dev.virtualip.operator.api;

import java.time.Duration;

/** Waits between two requests: {@link Thread#sleep}, except in tests. */
@FunctionalInterface
public interface Sleeper {

    /** Waits for this time. */
    void sleep(Duration time) throws InterruptedException;
}
