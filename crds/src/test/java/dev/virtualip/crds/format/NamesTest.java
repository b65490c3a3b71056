package dev.virtualip.crds.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({"VI_1, vi-1", "lb01, lb01", "--edge--, edge", "LVS DEVEL.1, lvs-devel.1", "__, fallback", "'', fallback"
    })
    void nearestNameIsOne(String text, String name) {
        assertThat(Names.nearest(text, "fallback")).isEqualTo(name);
        assertThat(Names.isName(name, Names.MAX_CHARACTERS)).isTrue();
    }

    @Test
    void longTextIsCut() {
        String name = Names.nearest("a".repeat(62) + "-b", "fallback");

        assertThat(name).isEqualTo("a".repeat(62));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", ".a", "a.", "A", "a_b", "a b", "ä"})
    void nothingElseIsAName(String text) {
        assertThat(Names.isName(text, Names.MAX_CHARACTERS)).isFalse();
    }
}
