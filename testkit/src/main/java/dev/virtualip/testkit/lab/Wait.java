package dev.virtualip.testkit.lab;

import dev.virtualip.testkit.kernel.LabException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waiting, always with a bound. */
public final class Wait {
    private static final int LOOK_EVERY_MILLIS = 20;

    private Wait() {}

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
        until(what, bound, condition::getAsBoolean, holds -> holds);
    }

    /** The same for what is seen each time; returns what was good, since it may be otherwise a moment later. */
    public static <T> T until(String what, Duration bound, Supplier<T> look, Predicate<T> good) {
        long deadline = System.nanoTime() + bound.toNanos();
        T seen = look.get();
        while (!good.test(seen)) {
            if (System.nanoTime() - deadline > 0) {
                throw new LabException("after " + bound.toMillis() + " ms still not: " + what);
            }
            millis(LOOK_EVERY_MILLIS);
            seen = look.get();
        }
        return seen;
    }
}
