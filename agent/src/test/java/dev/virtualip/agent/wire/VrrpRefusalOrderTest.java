package dev.virtualip.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault is found; of two, the one that the ladder asks for first. */
class VrrpRefusalOrderTest {

    private final Attempt attempt = new Attempt();

    @BeforeEach
    void authenticate() {
        attempt.put(4, 1);
        byte[] password = {'r', 'i', 'g', 'h', 't'};
        for (int index = 0; index < password.length; index++) {
            attempt.put(16 + index, password[index]);
        }
    }

    @Test
    void withoutFaultItIsTaken() {
        assertThat(attempt.decode()).isInstanceOf(Decoded.Ok.class);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void singleFaultIsFound(Fault fault) {
        fault.spoil(attempt);
        assertThat(attempt.decode()).isEqualTo(new Decoded.Malformed(fault.refusal(), fault.virtualRouterId()));
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Fault.values())
                .flatMap(first -> Arrays.stream(Fault.values())
                        .filter(second -> second.compareTo(first) > 0)
                        .map(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairs")
    void ofTwoFaultsTheFirstIsNamed(Fault first, Fault second) {
        second.spoil(attempt);
        first.spoil(attempt);
        assertThat(attempt.decode()).isEqualTo(new Decoded.Malformed(first.refusal(), first.virtualRouterId()));
    }

    @Test
    void reasonsAreListedInThatOrder() {
        assertThat(Arrays.stream(Fault.values()).map(Fault::refusal)).isSorted();
    }
}
