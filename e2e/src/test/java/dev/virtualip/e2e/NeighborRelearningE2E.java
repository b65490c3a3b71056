package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import org.junit.jupiter.api.Test;

/**
 * After a {@code kill -9} the dead host still answers "who has it?" until the kernel takes its address away. Who
 * asks in that time may learn the wrong host, and must not stay with it.
 */
@SideBySide
@RequiresLab
class NeighborRelearningE2E {
    private static final int WATCH_MILLIS = 20_000;
    private static final double LIFETIME_AND_SOME_MILLIS = 3500;

    @Test
    void outageAfterKillEndsWithTheAddressLifetime() {
        try (RouterPair pair = RouterPair.ours("NeighborRelearningE2E", RouterSetup.of("192.0.2.100/24"))) {
            Prober remembering = pair.probe();
            // On a host of its own: it would make the other one forget, too.
            Prober asking = Prober.start(pair.lab().host("newcomer"), ProbeSettings.askingAnew(pair.address()));
            Wait.millis(1000);
            pair.a().kill();
            Wait.millis(WATCH_MILLIS);

            ProbeLog whoAsksAnew = asking.stop();
            assertThat(whoAsksAnew.sent()).isGreaterThan(WATCH_MILLIS / 100 / 2);
            assertThat(whoAsksAnew.longestMillis()).as("%s", whoAsksAnew).isLessThan(LIFETIME_AND_SOME_MILLIS);
            ProbeLog whoRemembers = remembering.stop();
            assertThat(whoRemembers.longestMillis()).as("%s", whoRemembers).isLessThan(LIFETIME_AND_SOME_MILLIS);
        }
    }
}
