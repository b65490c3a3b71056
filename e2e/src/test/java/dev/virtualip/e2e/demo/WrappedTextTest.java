package dev.virtualip.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappedTextTest {
    @Test
    void shortLineIsOnlyIndented() {
        assertThat(WrappedText.lines("lb01.conf:4: short")).isEqualTo("  lb01.conf:4: short");
    }

    @Test
    void longLineIsBrokenBetweenWords() {
        String wrapped = WrappedText.lines("word ".repeat(50).strip());

        assertThat(wrapped.lines())
                .hasSizeGreaterThan(2)
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(100).endsWith("word"));
    }

    @Test
    void longWordStaysWhole() {
        String word = "x".repeat(120);

        assertThat(WrappedText.lines("a " + word + " b").lines().map(String::strip))
                .containsExactly("a", word, "b");
    }
}
