package dev.virtualip.agent.report.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.AppliedConfig;
import dev.virtualip.agent.report.SampleSnapshots;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The last word of an agent that has stopped in order: it answers for nothing any more. */
final class StoppedStatusTest {
    private static final Instant LATER = Instant.parse("2026-11-01T12:30:00.123456Z");
    private static final VRRPRouterStatus LAST = new StatusMapper(InstantSource.fixed(SampleSnapshots.NOON))
            .of(SampleSnapshots.node(), AppliedConfig.NONE, 7L);

    private final VRRPRouterStatus stopped = StoppedStatus.of(LAST, LATER);

    @Test
    void everyVirtualRouterIsInInitializeAndWasStopped() {
        assertThat(stopped.virtualRouters()).hasSize(2).allSatisfy(router -> {
            assertThat(router.state()).isEqualTo("Initialize");
            assertThat(router.reason()).isEqualTo("Stopped");
            assertThat(router.since()).isEqualTo("2026-11-01T12:30:00.123Z");
            assertThat(router.activeRouter()).isNull();
            assertThat(router.addressLifetime()).isNull();
            assertThat(router.conditions()).isEmpty();
        });
        assertThat(stopped.virtualRouters())
                .extracting(VirtualRouterStatus::transitions)
                .containsExactly(3L, 1L);
    }

    @Test
    void appliedGenerationAndInterfacesStay() {
        assertThat(stopped.observedGeneration()).isEqualTo(7);
        assertThat(stopped.interfaces()).isEqualTo(LAST.interfaces());
        assertThat(stopped.heardVirtualRouters())
                .as("it receives no other router")
                .isEmpty();
        assertThat(stopped.virtualRouters().getFirst().addresses())
                .as("what it is to run when it is back")
                .isEqualTo(LAST.virtualRouters().getFirst().addresses());
    }

    @Test
    void idleRouterStaysAsItWas() {
        assertThat(StoppedStatus.of(stopped, LATER.plusSeconds(60))).isEqualTo(stopped);
    }
}
