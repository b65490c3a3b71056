package dev.virtualip.crds.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({
        "priority, priority, 0",
        "'', abc, 3",
        "priorty, priority, 1",
        "priorityy, priority, 1",
        "prioritx, priority, 1",
        "proirity, priority, 1",
        "kitten, sitting, 3"
    })
    void eachMistakeCountsOne(String typed, String known, int distance) {
        assertThat(EditDistance.between(typed, known)).isEqualTo(distance);
        assertThat(EditDistance.between(known, typed)).isEqualTo(distance);
    }
}
