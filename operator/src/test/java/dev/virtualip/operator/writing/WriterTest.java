package dev.virtualip.operator.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pauses after failures grow for one object, up to a bound, and end with a success. */
class WriterTest {
    private final WriteCounts counts = new WriteCounts();
    private boolean leading = true;
    private final Writer writer = new Writer("VirtualIP", () -> leading, counts);

    @Test
    void pausesGrowUpToABound() {
        List<Duration> pauses = new ArrayList<>();
        for (int attempt = 0; attempt < 20; attempt++) {
            pauses.add(fail("a", 500));
        }

        assertThat(pauses).isSorted().startsWith(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(pauses.getLast()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(60));
    }

    @Test
    void oneObjectsFailuresAreNotAnothers() {
        fail("a", 500);
        fail("a", 500);

        assertThat(fail("b", 500)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void aSuccessBeginsAnew() {
        fail("a", 500);
        fail("a", 500);
        assertThat(writer.write("a", "status", () -> {})).isZero();

        assertThat(fail("a", 500)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void everyResultIsCounted() {
        writer.write("a", "status", () -> {});
        fail("a", 409);
        fail("a", 403);
        fail("a", 422);
        fail("a", 0);

        assertThat(counts.all())
                .containsEntry(new WriteCounts.Key("VirtualIP", "status", "done"), 1L)
                .containsEntry(new WriteCounts.Key("VirtualIP", "status", "conflict"), 1L)
                .containsEntry(new WriteCounts.Key("VirtualIP", "status", "refused"), 2L)
                .containsEntry(new WriteCounts.Key("VirtualIP", "status", "failed"), 1L);
    }

    @Test
    void whatIsGoneNeedsNoSecondAttempt() {
        fail("a", 500);

        assertThat(fail("a", 404)).isZero();
        assertThat(counts.all()).containsEntry(new WriteCounts.Key("VirtualIP", "status", "gone"), 1L);
        assertThat(fail("a", 500)).as("its failures are forgotten").isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void behindTheFenceNothingIsSent() {
        leading = false;

        assertThat(fail("a", 500)).isZero();
        assertThat(counts.all()).isEmpty();
    }

    private Duration fail(String name, int code) {
        return writer.write(name, "status", () -> {
            throw new KubernetesClientException("no", code, null);
        });
    }
}
