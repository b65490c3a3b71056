package dev.virtualip.agent.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.TransitionReason;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The names of the protocol's states and reasons are those of the API, though the protocol knows no API. */
class ApiNamesTest {

    @Test
    void transitionReasonsHaveTheNamesOfTheApi() {
        assertThat(Stream.of(Reason.values()).map(Reason::label))
                .containsExactlyElementsOf(Stream.of(TransitionReason.values())
                        .map(TransitionReason::text)
                        .toList());
    }

    @Test
    void statesHaveTheNamesOfTheApi() {
        assertThat(Stream.of(State.class.getPermittedSubclasses()).map(Class::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(RouterState.values()).map(RouterState::text).toList());
    }
}
