package dev.virtualip.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("changes what happens to failures of any thread")
class ThreadFailuresTest {
    private final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    private final List<String> reported = new CopyOnWriteArrayList<>();

    @BeforeEach
    void reportHere() {
        ThreadFailures.reportTo((sentence, failure) -> reported.add(sentence));
    }

    @AfterEach
    void restore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void uncaughtFailureOfAnyThreadIsReportedWithItsName() throws InterruptedException {
        Thread.ofPlatform()
                .name("status")
                .start(() -> {
                    throw new IllegalStateException("a fault");
                })
                .join();

        assertThat(reported)
                .containsExactly("The thread status ended by an unexpected failure. Please report this bug:"
                        + " java.lang.IllegalStateException: a fault");
    }
}
