package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.Daemon;
import dev.virtualip.testkit.daemon.KeepalivedProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.daemon.VrrpProgram;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import java.net.InetAddress;
import java.time.Duration;

/**
 * Two hosts with the same program, and a client that asks for their address each millisecond.
 *
 * @param address the address, the last one of the router
 */
record ProbedPair(Lab lab, InetAddress address, Daemon active, Daemon backup, Prober client) implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int HIGHER = 150;
    private static final int LOWER = 100;

    static ProbedPair start(String title, VrrpProgram program, RouterSetup router) {
        Lab lab = Lab.start(title, LabSubnets.DOCUMENTATION, "a", "b", "client");
        try {
            InetAddress address = router.lastAddress();
            Daemon active = program.start(lab.host("a"), router.priority(HIGHER));
            Daemon backup = program.start(lab.host("b"), router.priority(LOWER));
            active.awaitHolding(address, PATIENCE);
            awaitListening(backup, router);
            return new ProbedPair(
                    lab, address, active, backup, Prober.start(lab.host("client"), ProbeSettings.of(address)));
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /** Waits until a Backup is one; keepalived does not tell, and is one long before the rest of what is done here. */
    static void awaitListening(Daemon backup, RouterSetup router) {
        switch (backup) {
            case AgentProcess agent ->
                Wait.until(
                        "the other agent is a Backup",
                        PATIENCE,
                        () -> agent.router(router.name())
                                .filter(found -> found.path("state").asText().equals("Backup"))
                                .isPresent());
            case KeepalivedProcess _ -> {}
        }
    }

    @Override
    public void close() {
        lab.close();
    }
}
