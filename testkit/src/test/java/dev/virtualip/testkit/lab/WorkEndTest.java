package dev.virtualip.testkit.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.virtualip.testkit.kernel.LabException;
import org.junit.jupiter.api.Test;

class WorkEndTest {
    private final WorkEnd end = new WorkEnd("the prober");

    @Test
    void requestStopsTheWork() {
        Thread thread = Thread.ofPlatform().daemon().start(end.guarding(() -> {
            while (!end.isRequested()) {
                Wait.millis(1);
            }
        }));

        end.await(thread);

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void failureOfTheWorkIsThrownAtItsEnd() {
        Thread thread = Thread.ofPlatform().daemon().unstarted(end.guarding(() -> {
            throw new IllegalStateException("no socket");
        }));
        thread.setUncaughtExceptionHandler((dead, failure) -> {});
        thread.start();

        assertThatThrownBy(() -> end.await(thread))
                .isInstanceOf(LabException.class)
                .hasMessage("the prober failed: java.lang.IllegalStateException: no socket");
    }
}
