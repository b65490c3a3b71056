package dev.virtualip.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.VrrpProgram;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Figure FIGURE = new Figure("outage, ms: SIGTERM, 10 ms", "outage", 3, program -> 0);

    @Test
    void medianOfAnEvenCountIsTheMeanOfTheMiddleTwo() {
        assertThat(new Figure.Values(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2.0);
        assertThat(new Figure.Values(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3.0);
    }

    @Test
    void percentileIsAMeasuredValue() {
        Figure.Values values =
                values(IntStream.rangeClosed(1, 50).asDoubleStream().toArray());
        assertThat(values.percentile(50)).isEqualTo(25);
        assertThat(values.percentile(99)).isEqualTo(50);
        assertThat(values(3).percentile(99)).isEqualTo(3);
    }

    @Test
    void ratioBelowOneMeansOursIsBetter() {
        assertThat(row(Map.of(VrrpProgram.OURS, values(5, 6, 7), VrrpProgram.KEEPALIVED, values(10, 12, 30))))
                .contains("5.0 / 6.0 / 7.0", "10.0 / 12.0 / 30.0", "0.50");
    }

    @Test
    void programThatDidNotRunHasADash() {
        assertThat(row(Map.of(VrrpProgram.KEEPALIVED, values(10, 12, 30))))
                .contains(" - ")
                .endsWith("-");
    }

    private static String row(Map<VrrpProgram, Figure.Values> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Report(new PrintStream(bytes, true, StandardCharsets.UTF_8)).add(FIGURE, values);
        return bytes.toString(StandardCharsets.UTF_8).lines().toList().getLast();
    }

    private static Figure.Values values(double... values) {
        return new Figure.Values(Arrays.stream(values).boxed().toList());
    }
}
