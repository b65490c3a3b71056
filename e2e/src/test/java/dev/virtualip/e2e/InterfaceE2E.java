package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.daemon.RouterSetup;
import dev.virtualip.e2e.lab.Host;
import dev.virtualip.e2e.lab.Lab;
import dev.virtualip.e2e.lab.Network;
import dev.virtualip.e2e.lab.Pause;
import dev.virtualip.e2e.probe.ProbeLog;
import dev.virtualip.e2e.probe.Prober;
import dev.virtualip.e2e.wire.Seen;
import org.junit.jupiter.api.Test;

/** What others may do to the interface and the addresses of an Active. */
@RequiresLab
class InterfaceE2E {
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.100/24");

    @Test
    void anAddressThatSomebodyTakesAwayIsPutBackAndAnnounced() {
        try (Pair pair = Pair.ours("InterfaceE2E-stolen", ROUTER)) {
            Prober prober = pair.probe();
            Pause.millis(1500);
            long stolen = System.nanoTime();
            pair.hostA().ip("addr del 192.0.2.100/32 dev eth1");
            pair.a().awaitHolding(pair.address(), Pair.PATIENCE);
            Pause.millis(500);

            ProbeLog log = prober.stop();
            assertThat(log.longestMillis()).as("%s", log).isLessThan(500);
            assertThat(pair.capture().claims())
                    .filteredOn(claim -> claim.atNanos() - stolen > 0)
                    .as("it is announced")
                    .extracting(Seen.Claim::host)
                    .contains("a");
            assertThat(pair.field(pair.agentA(), "state").asText()).isEqualTo("Active");
            assertThat(pair.capture().advertsOf("b")).as("b never noticed").isEmpty();
        }
    }

    @Test
    void aDeletedInterfaceHandsOverAndANewOneOfThatNameTakesItBack() {
        try (Pair pair = Pair.ours("InterfaceE2E-deleted", ROUTER)) {
            pair.hostA().deleteInterface();
            pair.b().awaitHolding(pair.address(), Pair.PATIENCE);
            pair.awaitState(pair.agentA(), "Initialize");
            pair.hostA().createInterface();
            pair.awaitOnly(pair.a());
            pair.awaitState(pair.agentB(), "Backup");
            pair.stopBothAndLeaveNothing(pair.a());
        }
    }

    @Test
    void aRenamedInterfaceIsAnotherOneUntilItHasItsNameBack() {
        try (Pair pair = Pair.ours("InterfaceE2E-renamed", ROUTER)) {
            pair.hostA().ip("link set eth1 down", "link set eth1 name other1", "link set other1 up");
            pair.b().awaitHolding(pair.address(), Pair.PATIENCE);
            pair.awaitState(pair.agentA(), "Initialize");
            assertThat(pair.hostA().exec("ip", "addr", "show", "dev", "other1"))
                    .as("nothing of ours on the interface of another name")
                    .doesNotContain("192.0.2.100");

            pair.hostA().ip("link set other1 down", "link set other1 name eth1", "link set eth1 up");
            pair.awaitOnly(pair.a());
        }
    }

    @Test
    void anInterfaceThatIsNotThereYetIsWaitedFor() {
        try (Lab lab = Lab.start("InterfaceE2E-later", Network.DOCUMENTATION, "a", "client")) {
            Host host = lab.host("a");
            host.deleteInterface();
            AgentProcess agent = AgentProcess.start(host, ROUTER);
            Pause.until(
                    "it says what it waits for",
                    Pair.PATIENCE,
                    () -> agent.router("vr55")
                            .filter(router -> router.path("state").asText().equals("Initialize")
                                    && router.path("conditions").toString().contains("eth1"))
                            .isPresent());
            host.createInterface();
            agent.awaitHolding(ROUTER.firstAddress(), Pair.PATIENCE);
            assertThat(lab.host("client").exec("ping", "-c1", "-W2", "192.0.2.100"))
                    .contains("1 received");
        }
    }
}
