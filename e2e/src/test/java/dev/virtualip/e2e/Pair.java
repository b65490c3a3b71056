package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.daemon.Daemon;
import dev.virtualip.e2e.daemon.KeepalivedProcess;
import dev.virtualip.e2e.daemon.Program;
import dev.virtualip.e2e.daemon.RouterSetup;
import dev.virtualip.e2e.kernel.LabException;
import dev.virtualip.e2e.lab.Host;
import dev.virtualip.e2e.lab.Lab;
import dev.virtualip.e2e.lab.Network;
import dev.virtualip.e2e.lab.Pause;
import dev.virtualip.e2e.probe.Prober;
import dev.virtualip.e2e.probe.Probing;
import dev.virtualip.e2e.wire.Capture;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Two hosts that share a virtual router, of which a is the better one, hosts for clients, and what is on the wire. At
 * the start a is Active.
 *
 * @param router what both run; a with priority 150, b with 100
 */
record Pair(Lab lab, RouterSetup router, Capture capture, Daemon a, Daemon b) implements AutoCloseable {
    /** Longer than anything here takes, also on a machine that is busy with something else. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    static final int BETTER = 150;
    static final int WORSE = 100;

    private static final int SETTLE_MILLIS = 300;

    /** Two agents of ours. */
    static Pair ours(String title, RouterSetup router) {
        return start(title, router, Program.OURS, Program.OURS);
    }

    /** One program on a and one on b. */
    static Pair start(String title, RouterSetup router, Program onA, Program onB) {
        Lab lab = Lab.start(title, Network.DOCUMENTATION, "a", "b", "client", "newcomer");
        try {
            Capture capture = Capture.start(lab);
            // One after the other, so that b is never Active before the story begins.
            Daemon a = onA.start(lab.host("a"), router.priority(BETTER));
            a.awaitHolding(address(router), PATIENCE);
            Daemon b = onB.start(lab.host("b"), router.priority(WORSE));
            Pair pair = new Pair(lab, router, capture, a, b);
            pair.awaitBackup(b);
            Pause.millis(SETTLE_MILLIS);
            return pair;
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    /** The address that clients use: the last one, for over IPv6 the first one is link-local. */
    InetAddress address() {
        return address(router);
    }

    /** The host with the better router. */
    Host hostA() {
        return a.host();
    }

    /** The host with the other router. */
    Host hostB() {
        return b.host();
    }

    /** A client that asks for the address each millisecond from now on. */
    Prober probe() {
        return Prober.start(lab.host("client"), Probing.of(address()));
    }

    /** Waits until this one of both holds the address, and the other one does not. */
    void awaitOnly(Daemon holder) {
        Host other = holder.equals(a) ? lab.host("b") : lab.host("a");
        try {
            Pause.until(
                    "only " + holder.host() + " holds " + address().getHostAddress(),
                    PATIENCE,
                    () -> holder.host().holds(address()) && !other.holds(address()));
        } catch (LabException e) {
            throw new LabException(e.getMessage() + "; " + holder.host() + " said:\n" + holder.log(), e);
        }
    }

    /** Waits until an agent of ours has left Initialize and hears somebody better; of keepalived nothing is known. */
    void awaitBackup(Daemon daemon) {
        switch (daemon) {
            case AgentProcess agent -> awaitState(agent, "Backup");
            case KeepalivedProcess _ -> Pause.millis(SETTLE_MILLIS);
        }
    }

    /** Starts the program on a again, after its end. */
    Daemon startAgainOnA() {
        return switch (a) {
            case AgentProcess _ -> Program.OURS.start(hostA(), router.priority(BETTER));
            case KeepalivedProcess _ -> Program.KEEPALIVED.start(hostA(), router.priority(BETTER));
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
        Pause.until(
                agent.host() + " is " + state,
                PATIENCE,
                () -> field(agent, "state").asText().equals(state));
    }

    /** What an agent says about the virtual router; missing while it does not answer. */
    JsonNode field(AgentProcess agent, String name) {
        return agent.router(router.name()).map(found -> found.path(name)).orElseGet(MissingNode::getInstance);
    }

    /** The agent of ours that runs on a. */
    AgentProcess agentA() {
        return (AgentProcess) a;
    }

    /** The agent of ours that runs on b. */
    AgentProcess agentB() {
        return (AgentProcess) b;
    }

    private static InetAddress address(RouterSetup router) {
        return InetAddress.ofLiteral(router.addresses().getLast().replaceFirst("/.*", ""));
    }

    @Override
    public void close() {
        lab.close();
    }
}
