package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.Daemon;
import dev.virtualip.testkit.daemon.KeepalivedProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.daemon.VrrpProgram;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import dev.virtualip.testkit.wire.PacketCapture;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Two hosts that share a virtual router, of which a is the better one, hosts for clients, and what is on the wire. At
 * the start a is Active.
 *
 * @param router what both run; a with priority 150, b with 100
 */
record RouterPair(Lab lab, RouterSetup router, PacketCapture capture, Daemon a, Daemon b) implements AutoCloseable {
    /** Longer than anything here takes, also on a machine that is busy with something else. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    static final int BETTER = 150;
    static final int WORSE = 100;

    private static final int SETTLE_MILLIS = 300;

    /** Two agents of ours. */
    static RouterPair ours(String title, RouterSetup router) {
        return start(title, router, VrrpProgram.OURS, VrrpProgram.OURS);
    }

    /** One program on a and one on b. */
    static RouterPair start(String title, RouterSetup router, VrrpProgram onA, VrrpProgram onB) {
        Lab lab = Lab.start(title, LabSubnets.DOCUMENTATION, "a", "b", "client", "newcomer");
        try {
            PacketCapture capture = PacketCapture.start(lab);
            // One after the other, so that b is never Active before the story begins.
            Daemon a = onA.start(lab.host("a"), router.priority(BETTER));
            a.awaitHolding(router.lastAddress(), PATIENCE);
            Daemon b = onB.start(lab.host("b"), router.priority(WORSE));
            RouterPair pair = new RouterPair(lab, router, capture, a, b);
            pair.awaitBackup(b);
            Wait.millis(SETTLE_MILLIS);
            return pair;
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /** The address that clients use: the last one, for over IPv6 the first one is link-local. */
    InetAddress address() {
        return router.lastAddress();
    }

    /** The host with the better router. */
    LabHost hostA() {
        return a.host();
    }

    /** The host with the other router. */
    LabHost hostB() {
        return b.host();
    }

    /** A client that asks for the address each millisecond from now on. */
    Prober probe() {
        return Prober.start(lab.host("client"), ProbeSettings.of(address()));
    }

    /** Waits until this one of both holds the address, and the other one does not. */
    void awaitOnly(Daemon holder) {
        LabHost other = holder.equals(a) ? lab.host("b") : lab.host("a");
        try {
            Wait.until(
                    "only " + holder.host() + " holds " + address().getHostAddress(),
                    PATIENCE,
                    () -> holder.host().holds(address()) && !other.holds(address()));
        } catch (LabException e) {
            throw new LabException(e.getMessage() + "; " + holder.host() + " said:\n" + holder.log(), e);
        }
    }

    /** Waits until an agent of ours is Backup; for keepalived, which has no such report, waits a fixed time. */
    void awaitBackup(Daemon daemon) {
        switch (daemon) {
            case AgentProcess agent -> awaitState(agent, "Backup");
            case KeepalivedProcess _ -> Wait.millis(SETTLE_MILLIS);
        }
    }

    /** Starts the program on a again, after its end. */
    Daemon startAgainOnA() {
        return switch (a) {
            case AgentProcess _ -> VrrpProgram.OURS.start(hostA(), router.priority(BETTER));
            case KeepalivedProcess _ -> VrrpProgram.KEEPALIVED.start(hostA(), router.priority(BETTER));
        };
    }

    /** Fails unless both stop in order and nothing of theirs is left on the hosts. */
    void stopBothAndLeaveNothing(Daemon runningOnA) {
        for (Daemon daemon : List.of(runningOnA, b)) {
            assertThat(daemon.stop()).as("exit code; the log: %s", daemon.log()).isZero();
            for (String text : router.addresses()) {
                InetAddress address = InetAddress.ofLiteral(text.replaceFirst("/.*", ""));
                assertThat(daemon.host().holds(address))
                        .as("%s is left on %s", text, daemon.host())
                        .isFalse();
            }
        }
    }

    /** Waits until an agent says that the virtual router is in this state. */
    void awaitState(AgentProcess agent, String state) {
        Wait.until(
                agent.host() + " is " + state,
                PATIENCE,
                () -> field(agent, "state").asText().equals(state));
    }

    /** Waits for the agent's report of the virtual router, and returns a field of it. */
    JsonNode field(AgentProcess agent, String name) {
        return Wait.until(
                        agent.host() + " reports on " + router.name(),
                        PATIENCE,
                        () -> agent.router(router.name()),
                        Optional::isPresent)
                .orElseThrow()
                .path(name);
    }

    /** The agent of ours that runs on a. */
    AgentProcess agentA() {
        return (AgentProcess) a;
    }

    /** The agent of ours that runs on b. */
    AgentProcess agentB() {
        return (AgentProcess) b;
    }

    @Override
    public void close() {
        lab.close();
    }
}
