package dev.virtualip.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.format.Age;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    @Test
    void similarNamesAreSuggestedTheMostSimilarFirst() {
        assertThat(Suggestion.of("igress", List.of("egress", "ingress", "web"), "virtualip status"))
                .isEqualTo("; did you mean egress or ingress?");
        assertThat(Suggestion.of("nginx", List.of("web"), "virtualip status")).isEqualTo("; there is web");
        assertThat(Suggestion.of("x", List.of(), "virtualip status")).isEqualTo("; there is none");
        assertThat(Suggestion.of("zz", List.of("a", "b", "c", "d", "e", "f"), "virtualip status"))
                .isEqualTo("; 'virtualip status' lists all 6");
    }

    @Test
    void agesReadAsInKubectl() {
        Instant now = Instant.parse("2026-01-03T00:00:00Z");
        assertThat(Age.since("2026-01-02T23:59:15Z", now)).isEqualTo("45s");
        assertThat(Age.since("2026-01-02T23:30:00Z", now)).isEqualTo("30m");
        assertThat(Age.since("2026-01-02T00:00:00Z", now)).isEqualTo("24h");
        assertThat(Age.since("2026-01-01T00:00:00Z", now)).isEqualTo("2d");
        assertThat(Age.since("2026-01-04T00:00:00Z", now)).isEqualTo("0s");
        assertThat(Age.since("yesterday", now)).isEqualTo("-");
        assertThat(Age.since(null, now)).isEqualTo("-");
    }

    @Test
    void noColorAndDumbTerminalsTurnColorsOff() {
        assertThat(TextStyle.allowsColor(Map.of("TERM", "xterm"))).isTrue();
        assertThat(TextStyle.allowsColor(Map.of("TERM", "xterm", "NO_COLOR", "1")))
                .isFalse();
        assertThat(TextStyle.allowsColor(Map.of("TERM", "dumb"))).isFalse();
        assertThat(TextStyle.allowsColor(Map.of())).isFalse();
    }
}
