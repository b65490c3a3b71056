package dev.virtualip.e2e.lab;

import dev.virtualip.e2e.kernel.LabException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting, always with a bound. */
public final class Pause {
    private static final int LOOK_EVERY_MILLIS = 20;

    private Pause() {}

    /** Lets time pass. */
    public static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while waiting", e);
        }
    }

    /** Waits until {@code condition} holds; throws, naming {@code what}, when it does not within {@code bound}. */
    public static void until(String what, Duration bound, BooleanSupplier condition) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new LabException("after " + bound.toMillis() + " ms still not: " + what);
            }
            millis(LOOK_EVERY_MILLIS);
        }
    }
}
