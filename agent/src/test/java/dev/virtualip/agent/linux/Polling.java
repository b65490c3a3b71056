package dev.virtualip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waiting for the kernel, with an end. */
final class Polling {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Polling() {}

    /** Asks until the answer is yes; fails after five seconds. Gives how long it took. */
    static Duration until(String what, Callable<Boolean> question) throws Exception {
        return until(what, Duration.ofSeconds(5), question);
    }

    /** Asks until the answer is yes; fails when it is not within the limit. Gives how long it took. */
    static Duration until(String what, Duration limit, Callable<Boolean> question) throws Exception {
        long start = System.nanoTime();
        boolean yes = question.call();
        while (!yes && System.nanoTime() - start < limit.toNanos()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            yes = question.call();
        }
        assertThat(yes).as("%s within %s", what, limit).isTrue();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
