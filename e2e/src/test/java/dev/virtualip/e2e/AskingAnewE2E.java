package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.daemon.RouterSetup;
import dev.virtualip.e2e.lab.Pause;
import dev.virtualip.e2e.probe.ProbeLog;
import dev.virtualip.e2e.probe.Prober;
import dev.virtualip.e2e.probe.Probing;
import org.junit.jupiter.api.Test;

/**
 * After a {@code kill -9} the dead host still answers "who has it?" until the kernel takes its address away. Who
 * asks in that time may learn the wrong host, and must not stay with it.
 */
@SideBySide
@RequiresLab
class AskingAnewE2E {
    private static final int WATCH_MILLIS = 70_000;
    private static final double LIFETIME_AND_SOME_MILLIS = 3500;

    @Test
    void nobodyIsDarkForLongerThanTheLifetimeAfterAKill() {
        try (Pair pair = Pair.ours("AskingAnewE2E", RouterSetup.of("192.0.2.100/24"))) {
            Prober remembering = pair.probe();
            // On a host of its own: it would make the other one forget, too.
            Prober asking = Prober.start(pair.lab().host("newcomer"), Probing.askingAnew(pair.address()));
            Pause.millis(1000);
            pair.a().kill();
            Pause.millis(WATCH_MILLIS);

            ProbeLog whoAsksAnew = asking.stop();
            assertThat(whoAsksAnew.sent()).isGreaterThan(WATCH_MILLIS / 100 / 2);
            assertThat(whoAsksAnew.longestMillis()).as("%s", whoAsksAnew).isLessThan(LIFETIME_AND_SOME_MILLIS);
            ProbeLog whoRemembers = remembering.stop();
            assertThat(whoRemembers.longestMillis()).as("%s", whoRemembers).isLessThan(LIFETIME_AND_SOME_MILLIS);
        }
    }
}
