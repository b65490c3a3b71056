package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.DOWN_100;
import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.Story.backup;
import static dev.virtualip.agent.vrrp.Story.heard;
import static dev.virtualip.agent.vrrp.Story.step;
import static dev.virtualip.agent.vrrp.TestSettings.settings;
import static org.assertj.core.api.Assertions.assertThat;

/** Priority 1 is a router that its own health check withdrew: anybody better takes over, whatever its Preempt_Mode. */
class WithdrawnPeerTest {
    private static final RouterSettings NEVER =
            settings().withPreemption(Preemption.NEVER).build();

    @AtEveryClockOrigin
    void activeAtPriorityOneIsPreemptedEvenWithPreemptNever(long t) {
        assertThat(step(NEVER, backup(t + SECOND, 150), heard(t, 1)))
                .isEqualTo(Step.stay(backup(t + SECOND, 1, Reason.PEER_WITHDRAWN)));
        assertThat(step(NEVER, backup(t, 1, Reason.PEER_WITHDRAWN), new Event.TimerFired(t))
                        .reason())
                .isEqualTo(Reason.PEER_WITHDRAWN);
    }

    @AtEveryClockOrigin
    void activeAtPriorityTwoIsNot(long t) {
        assertThat(step(NEVER, backup(t + SECOND, 150), heard(t, 2))).isEqualTo(Step.stay(backup(t + DOWN_100, 2)));
    }

    @AtEveryClockOrigin
    void anotherWithdrawnRouterLeavesItAlone(long t) {
        RouterSettings withdrawn = settings().withPriority(1).build();

        assertThat(step(withdrawn, backup(t + SECOND, 1), heard(t, 1)))
                .isEqualTo(Step.stay(backup(t + Timing.activeDownNanos(3, 1, SECOND), 1)));
    }

    @AtEveryClockOrigin
    void withdrawnRouterTakesOverIfNoOtherRouterDoes(long t) {
        RouterSettings withdrawn = settings().withPriority(1).build();

        assertThat(step(withdrawn, backup(t, 150), new Event.TimerFired(t)).reason())
                .isEqualTo(Reason.PEER_TIMEOUT);
    }
}
