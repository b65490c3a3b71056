package dev.virtualip.operator.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pool reports its size, and is not written again without a change. */
class PoolStatusTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/28, 16",
        "192.0.2.10-192.0.2.20, 11",
        "192.0.2.20-192.0.2.10, 0",
        "2001:db8::/126, 4",
        "2001:db8::/32, 9223372036854775807",
        "nonsense, 0"
    })
    void addressesAreCounted(String range, long total) {
        assertThat(status(1, null, NOW, range).total()).isEqualTo(total);
        assertThat(status(1, null, NOW, range).free()).isEqualTo(total);
    }

    @Test
    void sameInputGivesTheSameStatus() {
        VirtualIPPoolStatus first = status(1, null, NOW, "192.0.2.0/28");

        assertThat(status(1, first, NOW.plusSeconds(9), "192.0.2.0/28")).isEqualTo(first);
        assertThat(status(2, first, NOW.plusSeconds(9), "192.0.2.0/28")).isNotEqualTo(first);
    }

    @Test
    void missingSupportIsReported() {
        assertThat(status(1, null, NOW).conditions()).singleElement().satisfies(condition -> {
            assertThat(condition.type()).isEqualTo("Accepted");
            assertThat(condition.reason()).isEqualTo("NotYetSupported");
        });
    }

    private static VirtualIPPoolStatus status(
            long generation, @Nullable VirtualIPPoolStatus previous, Instant now, String... ranges) {
        VirtualIPPoolSpec spec = new VirtualIPPoolSpec(List.of(ranges), null, null, null, null);
        return PoolStatus.next(spec, generation, previous, now);
    }
}
