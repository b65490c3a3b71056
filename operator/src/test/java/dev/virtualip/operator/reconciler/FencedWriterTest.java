package dev.virtualip.operator.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.operator.metrics.WriteCounts;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Delays after failures grow for one object, up to a bound, and end with a success. */
class FencedWriterTest {
    private final WriteCounts counts = new WriteCounts();
    private boolean leading = true;
    private final FencedWriter writer = new FencedWriter("VirtualIP", () -> leading, counts);

    @Test
    void delaysGrowUpToABound() {
        List<Duration> delays = new ArrayList<>();
        for (int attempt = 0; attempt < 20; attempt++) {
            delays.add(fail("a", 500));
        }

        assertThat(delays).isSorted().startsWith(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(delays.getLast()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(60));
    }

    @Test
    void failuresCountPerObject() {
        fail("a", 500);
        fail("a", 500);

        assertThat(fail("b", 500)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void successResetsTheDelay() {
        fail("a", 500);
        fail("a", 500);
        assertThat(write("a", "status", () -> {})).isZero();

        assertThat(fail("a", 500)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void everyResultIsCounted() {
        write("a", "status", () -> {});
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
    void deletedObjectIsNotRetried() {
        fail("a", 500);

        assertThat(fail("a", 404)).isZero();
        assertThat(counts.all()).containsEntry(new WriteCounts.Key("VirtualIP", "status", "gone"), 1L);
        assertThat(fail("a", 500)).as("its failures are forgotten").isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void objectThatExistsIsNotCreatedAgain() {
        assertThat(write("a", "create", 500)).isEqualTo(Duration.ofMillis(50));

        assertThat(write("a", "create", 409)).isZero();
        assertThat(counts.all()).containsEntry(new WriteCounts.Key("VirtualIP", "create", "conflict"), 1L);
        assertThat(write("a", "create", 500)).as("its failures are forgotten").isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void changedObjectIsWrittenAgain() {
        assertThat(fail("a", 409)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void nothingIsSentWithoutLeadership() {
        leading = false;

        assertThat(fail("a", 500)).isZero();
        assertThat(counts.all()).isEmpty();
    }

    private Duration fail(String name, int code) {
        return write(name, "status", code);
    }

    private Duration write(String name, String verb, int code) {
        return write(name, verb, () -> {
            throw new KubernetesClientException("no", code, null);
        });
    }

    private Duration write(String name, String verb, FencedWriter.Request request) {
        UpdateControl<VirtualIP> answer = writer.write(name, verb, request);
        return Duration.ofMillis(answer.getScheduleDelay().orElse(0L));
    }
}
