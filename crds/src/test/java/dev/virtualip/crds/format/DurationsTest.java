package dev.virtualip.crds.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "0s, 0",
        "10ms, 10000000",
        "250ms, 250000000",
        "1s, 1000000000",
        "40.95s, 40950000000",
        "1.5s, 1500000000",
        "1m, 60000000000",
        "1m30s, 90000000000",
        "1s500ms, 1500000000",
        "9999m999999.999s99999999ms, 1699939998000000"
    })
    void durationIsRead(String text, long nanos) {
        assertThat(Durations.parse(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @CsvSource({"0, 0s", "1000000000, 1s", "90000000000, 90s", "250000000, 250ms", "40950000000, 40950ms"})
    void writtenDurationIsReadBack(long nanos, String text) {
        assertThat(Durations.format(nanos)).isEqualTo(text);
        assertThat(Durations.parse(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1000  | \"1000\" has no unit; write 1000ms or 1000s",
                "0.4   | \"0.4\" has no unit; write 0.4s or 400ms",
                "1 s   | \"1 s\" contains a space; write 1s",
                "1sec  | \"1sec\" is not a duration; write a number and its unit, such as 250ms, 1s or 1m30s",
            })
    void textThatIsNoDurationIsRefusedWithTheRemedy(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1s",
                "+1s",
                "s",
                "ms",
                "1h",
                "0.5ms",
                "1.s",
                ".5s",
                "1.2345s",
                "1s1m",
                "1e3s",
                "٣s",
                "99999999999s"
            })
    void nothingElseIsADuration(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
    }
}
