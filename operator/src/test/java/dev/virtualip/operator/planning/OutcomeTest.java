package dev.virtualip.operator.planning;

import static dev.virtualip.operator.planning.Outcomes.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.observe.Picture;
import org.junit.jupiter.api.Test;

/** Only what is not as it shall be is woken: at rest nobody is. */
class OutcomeTest {

    @Test
    void aNodeWithoutVRRPRouterIsMissing() {
        Outcome outcome = new Outcomes()
                .seen("a", 1, spec(100))
                .wanted("a", spec(100))
                .wanted("b", spec(100))
                .make();

        assertThat(outcome.missingRouters()).containsExactly("b");
    }

    @Test
    void whatIsAsPlannedDoesNotDiffer() {
        Outcome outcome = new Outcomes()
                .seen("a", 1, spec(100))
                .wanted("a", spec(100))
                .seen("b", 1, spec(100))
                .make();

        assertThat(outcome.differingRouters()).isEmpty();
    }

    @Test
    void anotherSpecAnotherAnnotationAndWhatCanGoDiffer() {
        Outcome outcome = new Outcomes()
                .seen("spec", 1, spec(100))
                .wanted("spec", spec(101))
                .seen("annotation", 1, spec(100))
                .wanted("annotation", spec(100))
                .unconfirmed("annotation", "192.0.2.10")
                .removable("gone")
                .make();

        assertThat(outcome.differingRouters()).containsExactly("annotation", "gone", "spec");
    }

    @Test
    void planIsUnwrittenUntilEveryVRRPRouterIsAnotherThanItFound() {
        Outcomes found = new Outcomes().seen("a", 1, spec(100)).seen("b", 1, spec(100));
        Outcome outcome = found.wanted("a", spec(101)).wanted("b", spec(101)).make();

        assertThat(outcome.isUnwrittenIn(outcome.picture())).isTrue();
        assertThat(outcome.isUnwrittenIn(pictureOf(2, 1)))
                .as("one of two is written")
                .isTrue();
        assertThat(outcome.isUnwrittenIn(pictureOf(2, 2))).isFalse();
    }

    @Test
    void planThatAsksForNothingIsWritten() {
        Outcome outcome =
                new Outcomes().seen("a", 1, spec(100)).wanted("a", spec(100)).make();

        assertThat(outcome.isUnwrittenIn(outcome.picture())).isFalse();
    }

    private static Picture pictureOf(long generationOfA, long generationOfB) {
        return new Outcomes()
                .seen("a", generationOfA, spec(100))
                .seen("b", generationOfB, spec(100))
                .make()
                .picture();
    }
}
