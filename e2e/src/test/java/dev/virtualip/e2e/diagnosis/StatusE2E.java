package dev.virtualip.e2e.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.PortForward;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Faults injected into a pair of agents, which {@code virtualip status} alone has to name. Prints a table of what it
 * said of each, and after how long: the one in docs/troubleshooting.md.
 */
@SideBySide
@Order(8)
@RequiresLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusE2E {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int PORT = 9851;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BETTER = 150;
    private static final int WORSE = 100;
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.100/24").id(51);

    private final Lab lab = Lab.start("StatusE2E", LabSubnets.DOCUMENTATION, "a", "b", "c");
    private final LabHost a = lab.host("a");
    private final LabHost b = lab.host("b");
    private final LabHost c = lab.host("c");
    private final PortForward toA = PortForward.to(a.namespace(), PORT);
    private final PortForward toB = PortForward.to(b.namespace(), PORT);

    /** Rows of the table: fault, seconds, what status says. */
    private final List<String> rows = new ArrayList<>();

    private AgentProcess agentA;
    private AgentProcess agentB;

    /** Something that goes wrong. */
    @FunctionalInterface
    private interface Fault {
        void inject() throws Exception;
    }

    @BeforeEach
    void startPair() {
        agentA = AgentProcess.start(a, ROUTER.priority(BETTER));
        agentA.awaitHolding(ROUTER.firstAddress(), PATIENCE);
        agentB = AgentProcess.start(b, ROUTER.priority(WORSE));
        Wait.until(
                "b is Backup",
                PATIENCE,
                () -> agentB.state()
                        .map(state -> state.toString().contains("\"Backup\""))
                        .orElse(false));
    }

    @AfterEach
    void stopPair() {
        agentA.kill();
        agentB.kill();
        lab.heal();
        a.exec("nft", "flush", "ruleset");
        b.exec("nft", "flush", "ruleset");
        for (LabHost host : List.of(a, b)) {
            host.removeAddress(ROUTER.firstAddress());
        }
    }

    @AfterAll
    void close() {
        System.out.println("| fault | s | `virtualip status` says |\n|---|---|---|\n" + String.join("\n", rows));
        toA.close();
        toB.close();
        lab.close();
    }

    @Test
    void healthyPairHasNoProblem() throws Exception {
        assertThat(status()).contains("no problem is known").doesNotContain("DOWN", "DEGRADED");
    }

    @Test
    void firewallThatDropsIncomingIsNamed() throws Exception {
        assertNamed(
                "the firewall of the Backup drops protocol 112, incoming",
                () -> VrrpFirewall.drop(b, "input"),
                "a and b are Active at once",
                "a firewall that drops VRRP (IP protocol 112)");
    }

    @Test
    void firewallThatDropsOutgoingIsNamed() throws Exception {
        assertNamed(
                "the firewall of the Active drops protocol 112, outgoing",
                () -> VrrpFirewall.drop(a, "output"),
                "a and b are Active at once",
                "a firewall that drops VRRP (IP protocol 112)");
    }

    @Test
    void oneWayLinkIsNamed() throws Exception {
        assertNamed(
                "a link passes nothing from the Active to the Backup",
                () -> lab.oneWay("a", "b"),
                "a and b are Active at once",
                "a link that works one way only");
    }

    @Test
    void pulledCableIsNamed() throws Exception {
        try {
            assertNamed("the Active's cable is pulled", a::pullCable, "LinkDown", "Check the cable");
        } finally {
            a.plugCable();
        }
    }

    @Test
    void missingInterfaceIsNamed() throws Exception {
        try {
            assertNamed(
                    "the Active's interface is gone",
                    a::deleteInterface,
                    "interface eth1 does not exist",
                    "Compare the name with what the host has");
        } finally {
            a.createInterface();
        }
    }

    @Test
    void missingOwnAddressIsNamed() throws Exception {
        try {
            assertNamed(
                    "the Active's own address is gone",
                    a::removeOwnAddress,
                    "no IPv4 address of the host's own to send from");
        } finally {
            a.addOwnAddress();
        }
    }

    @Test
    void anotherHolderIsNamedWithItsMac() throws Exception {
        try {
            assertNamed(
                    "another host holds the address",
                    () -> {
                        String active = a.inet().getHostAddress();
                        c.ip(
                                "addr add 192.0.2.100/32 dev eth1",
                                "route add %s dev eth1 src 192.0.2.100".formatted(active));
                        // Asks for the Active's MAC address with the virtual one as its own.
                        c.exec("bash", "-c", "echo >/dev/udp/%s/9".formatted(active));
                    },
                    "also claims 192.0.2.100",
                    "Take the address away from the other host");
        } finally {
            c.ip("addr del 192.0.2.100/32 dev eth1");
        }
    }

    @Test
    void routerWithTheSameIdIsNamed() throws Exception {
        RouterSetup other = RouterSetup.of("192.0.2.101/24").id(51).priority(200);
        AgentProcess otherAgent = AgentProcess.start(c, other);
        try {
            assertNamed(
                    "another router uses the Virtual Router ID",
                    () -> otherAgent.awaitHolding(other.firstAddress(), PATIENCE),
                    "Virtual Router ID 51",
                    "Set a free vrrp.virtualRouterID");
        } finally {
            otherAgent.kill();
            c.removeAddress(other.firstAddress());
        }
    }

    @Test
    void stoppedAgentIsNamed() throws Exception {
        assertNamed("the Active's agent is dead", agentA::kill, "check that it runs", "192.0.2.100 b");
    }

    @Test
    void refusedFileIsNamed() throws Exception {
        assertNamed(
                "a change of the file has a typo",
                () -> agentA.configure(ROUTER.priority(BETTER).extra("priorty: 9")),
                "the previous configuration stays in force",
                "priorty");
    }

    /** Injects a fault, asks until everything that names it is there, and writes a row of the table. */
    private void assertNamed(String fault, Fault injected, String... words) throws Exception {
        injected.inject();
        long start = System.nanoTime();
        String said = status();
        while (!Stream.of(words).allMatch(said::contains) && System.nanoTime() - start < PATIENCE.toNanos()) {
            said = status();
        }
        assertThat(said).as(fault).contains(words);
        rows.add("| %s | %.1f | %s |"
                .formatted(fault, (System.nanoTime() - start) / NANOS_PER_SECOND, String.join(" … ", words)));
    }

    /** What {@code virtualip status} says of both hosts, on one line. */
    private String status() throws Exception {
        Path out = lab.folder().resolve("status");
        Process process = new ProcessBuilder(
                        Checkout.root().resolve("cli/bin/virtualip").toString(),
                        "status",
                        "--agent",
                        toA.url(),
                        "--agent",
                        toB.url())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        process.waitFor();
        return Files.readString(out).replaceAll("\\s+", " ");
    }
}
