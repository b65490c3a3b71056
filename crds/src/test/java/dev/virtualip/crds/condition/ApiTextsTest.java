package dev.virtualip.crds.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.TransitionReason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Texts of the enums that users and their scripts rely on. */
class ApiTextsTest {

    @Test
    void statesHaveTheTextsOfTheContract() {
        assertThat(Stream.of(RouterState.values()).map(RouterState::text))
                .containsExactly("Initialize", "Backup", "Active", "Releasing");
    }

    @Test
    void transitionReasonsHaveTheTextsOfTheContract() {
        assertThat(Stream.of(TransitionReason.values()).map(TransitionReason::text))
                .containsExactly(
                        "Started",
                        "Owner",
                        "PeerTimeout",
                        "PeerStopped",
                        "Preempting",
                        "PeerWithdrawn",
                        "SuperiorPeer",
                        "MoveRequested",
                        "HealthCheckFailed",
                        "LinkDown",
                        "AddressMissing",
                        "AddressStolen",
                        "Paused",
                        "GroupMember",
                        "ConfigChanged",
                        "Stopped");
    }

    @Test
    void everyTextIsItsConstantInCamelCase() {
        Stream<List<String>> texts = Stream.of(
                        Stream.of(RouterState.values()).map(each -> List.of(each.name(), each.text())),
                        Stream.of(TransitionReason.values()).map(each -> List.of(each.name(), each.text())),
                        Stream.of(ConditionType.values()).map(each -> List.of(each.name(), each.text())),
                        Stream.of(ConditionStatus.values()).map(each -> List.of(each.name(), each.text())),
                        Stream.of(ConditionReason.values()).map(each -> List.of(each.name(), each.text())),
                        Stream.of(EventReason.values()).map(each -> List.of(each.name(), each.text())))
                .flatMap(each -> each);

        assertThat(texts).allSatisfy(each -> {
            assertThat(each.getLast()).matches("[A-Z][A-Za-z]*");
            assertThat(each.getLast()).isEqualToIgnoringCase(each.getFirst().replace("_", ""));
        });
    }

    @Test
    void textThatIsUnknownGivesNoConstant() {
        assertThat(RouterState.of("Active")).isEqualTo(RouterState.ACTIVE);
        assertThat(RouterState.of("active")).isNull();
        assertThat(RouterState.of(null)).isNull();
        assertThat(TransitionReason.of("PeerTimeout")).isEqualTo(TransitionReason.PEER_TIMEOUT);
        assertThat(TransitionReason.of("Later")).isNull();
        assertThat(ConditionReason.of("NoBackup")).isEqualTo(ConditionReason.NO_BACKUP);
        assertThat(ConditionReason.of("")).isNull();
    }
}
