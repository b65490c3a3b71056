package dev.virtualip.operator.planning;

import static dev.virtualip.operator.planning.Outcomes.spec;
import static org.assertj.core.api.Assertions.assertThat;

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
}
