package dev.virtualip.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RefusalTest {

    /** Dashboards and alerts are built on these. */
    @Test
    void labelsArePartOfTheContract() {
        assertThat(Arrays.stream(Refusal.values()).map(Refusal::label))
                .containsExactly(
                        "ip-header",
                        "ttl",
                        "truncated",
                        "version",
                        "type",
                        "unknown-virtual-router",
                        "version-mismatch",
                        "count-zero",
                        "length",
                        "checksum",
                        "authentication-type",
                        "authentication",
                        "interval-zero",
                        "interval-mismatch",
                        "source-not-allowed",
                        "own-source");
    }
}
