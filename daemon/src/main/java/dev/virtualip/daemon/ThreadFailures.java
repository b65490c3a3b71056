package dev.virtualip.daemon;

import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * Handles what no thread of a program caught: it is reported in one line with its stack trace, never lost. The default
 * of the JDK prints to the standard error alone, past the program's log.
 */
public final class ThreadFailures {
    private ThreadFailures() {}

    /**
     * Sets the handler for all threads.
     *
     * @param report gets a sentence that names the thread and the failure, and the failure; what it throws is printed
     */
    public static void reportTo(BiConsumer<String, Throwable> report) {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            String sentence = "The thread %s ended by an unexpected failure. Please report this bug: %s"
                    .formatted(thread.getName(), failure);
            try {
                report.accept(sentence, failure);
            } catch (RuntimeException e) {
                System.err.println(sentence + "; and it could not be logged: " + e);
                Objects.requireNonNull(failure).printStackTrace();
            }
        });
    }
}
