package dev.virtualip.e2e.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.Commands;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/**
 * Faults injected into a pair of hosts, which the doctor has to name. Prints a table of what it said of each, and after
 * how long: the one in docs/doctor.md.
 */
@SideBySide
@Order(8)
@RequiresLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorE2E {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CONFIG = """
        apiVersion: virtualip.dev/v1alpha1
        kind: VRRPRouter
        metadata: {name: pair}
        spec:
          virtualRouters:
          - {name: web, interface: %s, addresses: [192.0.2.100/24], vrrp: {virtualRouterID: 51}}
        """;

    private final Lab lab = Lab.start("DoctorE2E", LabSubnets.DOCUMENTATION, "a", "b");
    private final LabHost a = lab.host("a");
    private final LabHost b = lab.host("b");

    /** Rows of the table: fault, command, seconds, findings. */
    private final List<String> rows = new ArrayList<>();

    private String fault = "";

    @BeforeEach
    void noteFault(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        fault = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    @BeforeAll
    void writeConfigs() throws IOException {
        Files.writeString(config("eth1"), CONFIG.formatted("eth1"));
        Files.writeString(config("br0"), CONFIG.formatted("br0"));
    }

    @AfterAll
    void close() {
        System.out.println("| fault | command | s | named |\n|---|---|---|---|\n" + String.join("\n", rows));
        lab.close();
    }

    @AfterEach
    void heal() {
        lab.heal();
        a.exec("nft", "flush", "ruleset");
    }

    @Test
    void healthyPairHasNoError() throws Exception {
        JsonNode report = doctorOfPair();
        assertThat(errors(report)).isEmpty();
        assertThat(report.path("matrix").path("a").path("b").asText()).isEqualTo("ok");
        assertThat(report.path("matrix").path("b").path("a").asText()).isEqualTo("ok");
    }

    @Test
    void firewallIsNamedByItsDirection() throws Exception {
        VrrpFirewall.drop(a, "input");
        assertThat(errors(doctorOf(a, "eth1"))).containsOnly("FirewallDropsIncoming");
        VrrpFirewall.drop(a, "output");
        assertThat(errors(doctorOf(a, "eth1"))).containsOnly("FirewallDropsOutgoing");
    }

    @Test
    void silentArpIsNamed() throws Exception {
        a.namespace().sysctl("net/ipv4/conf/eth1/arp_ignore", "8");
        try {
            assertThat(errors(doctorOf(a, "eth1"))).containsExactly("ArpIgnored");
        } finally {
            a.namespace().sysctl("net/ipv4/conf/eth1/arp_ignore", "0");
        }
    }

    @Test
    void strictReversePathFilterIsNamedWhereRepliesLeaveElsewhere() throws Exception {
        a.ip(
                "link add eth0 type veth peer name uplink",
                "addr add 198.51.100.1/24 dev eth0",
                "link set uplink up",
                "link set eth0 up",
                "route add default via 198.51.100.2");
        a.namespace().sysctl("net/ipv4/conf/eth1/rp_filter", "1");
        try {
            assertThat(kinds(doctorOf(a, "eth1"))).contains("StrictReversePathFilter", "RepliesLeaveElsewhere");
        } finally {
            a.namespace().sysctl("net/ipv4/conf/eth1/rp_filter", "0");
            a.ip("link delete eth0");
        }
    }

    @Test
    void missingCapabilitiesAreNamed() throws Exception {
        assertThat(errors(doctorOf(a, "eth1", "setpriv", "--bounding-set", "-net_raw,-net_admin")))
                .containsExactly("MissingCapabilities");
    }

    @Test
    void ordinaryUserIsToldWhichCapabilitiesAreMissing() throws Exception {
        JsonNode report = doctorOf(a, "eth1", "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        assertThat(errors(report)).containsExactly("MissingCapabilities");
        assertThat(report.toString()).contains("Start the agent as root").doesNotContain("Exception", "\\tat ");
    }

    @Test
    void bridgeThatSnoopsWithoutQuerierIsNamed() throws Exception {
        a.ip(
                "link add br0 type bridge mcast_snooping 1 mcast_querier 0",
                "addr add 203.0.113.1/24 dev br0",
                "link set br0 up");
        try {
            assertThat(kinds(doctorOf(a, "br0"))).contains("SnoopingWithoutQuerier");
        } finally {
            a.ip("link delete br0");
        }
    }

    @Test
    void anotherHolderOfTheAddressIsNamed() throws Exception {
        b.ip("addr add 192.0.2.100/32 dev eth1");
        try {
            assertThat(errors(doctorOf(a, "eth1"))).containsExactly("AddressInUse");
        } finally {
            b.ip("addr del 192.0.2.100/32 dev eth1");
        }
    }

    @Test
    void anotherRouterWithOurIdIsNamed() throws Exception {
        AgentProcess other =
                AgentProcess.start(b, RouterSetup.of("192.0.2.101/24").id(51));
        try {
            other.awaitHolding(RouterSetup.of("192.0.2.101/24").id(51).firstAddress(), PATIENCE);
            assertThat(errors(doctorOf(a, "eth1"))).containsExactly("VirtualRouterIDConflict");
        } finally {
            other.close();
        }
    }

    @Test
    void oneWayLinkIsNamedWithItsDirection() throws Exception {
        lab.oneWay("a", "b");
        JsonNode report = doctorOfPair();
        assertThat(errors(report)).containsOnly("NothingArrives");
        assertThat(report.path("matrix").path("b").path("a").asText()).isEqualTo("nothing");
        assertThat(report.path("matrix").path("a").path("b").asText()).isEqualTo("ok");
    }

    /** As a switch does that snoops and has no querier. */
    @Test
    void switchWithoutMulticastIsNamed() throws Exception {
        onSwitch(
                "nft",
                "add table bridge lab; add chain bridge lab m { type filter hook forward priority 0; };"
                        + " add rule bridge lab m ether daddr 01:00:5e:00:00:12 drop");
        JsonNode report = doctorOfPair();
        assertThat(errors(report)).containsOnly("MulticastDoesNotArrive");
        assertThat(report.path("matrix").path("b").path("a").asText()).isEqualTo("unicast only");
    }

    @Test
    void smallerMtuOnTheWayIsNamed() throws Exception {
        onSwitch("ip", "link", "set", "dev", "b", "mtu", "900");
        try {
            assertThat(kinds(doctorOfPair())).contains("LargePacketsLost");
        } finally {
            onSwitch("ip", "link", "set", "dev", "b", "mtu", "1500");
        }
    }

    private void onSwitch(String... command) {
        List<String> line =
                new ArrayList<>(List.of("ip", "netns", "exec", lab.bridge().name()));
        line.addAll(List.of(command));
        Commands.run(line.toArray(String[]::new));
    }

    private Path config(String interfaceName) {
        return lab.folder().resolve(interfaceName + ".yaml");
    }

    /** What {@code virtualip doctor} says on a host, started by a command or directly. */
    private JsonNode doctorOf(LabHost host, String interfaceName, String... starter) throws Exception {
        List<String> command = new ArrayList<>(List.of(starter));
        command.addAll(List.of(
                virtualip(),
                "doctor",
                "-o",
                "json",
                "--config",
                config(interfaceName).toString()));
        command.addAll(List.of("--agent-program", AgentProcess.command().getFirst()));
        long start = System.nanoTime();
        JsonNode report = JSON.readTree(output(host.command(command.toArray(String[]::new))));
        addRow("`doctor --local`", start, report);
        return report;
    }

    private void addRow(String command, long start, JsonNode report) {
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        List<String> named = kinds(report).stream().distinct().toList();
        rows.add("| %s | %s | %.1f | %s |".formatted(fault, command, seconds, String.join(", ", named)));
    }

    /** Probes both hosts at once and compares their reports. */
    private JsonNode doctorOfPair() throws Exception {
        long start = System.nanoTime();
        CompletableFuture<String> ofA = CompletableFuture.supplyAsync(() -> probe(a, b));
        String ofB = probe(b, a);
        Path fileA = Files.writeString(lab.folder().resolve("a.json"), named(ofA.get(), "a"));
        Path fileB = Files.writeString(lab.folder().resolve("b.json"), named(ofB, "b"));
        JsonNode report =
                JSON.readTree(output(List.of(virtualip(), "doctor", "-o", "json", fileA.toString(), fileB.toString())));
        addRow("`virtualip-agent probe` on both, `doctor`", start, report);
        return report;
    }

    /** Hosts of a lab share the name of the machine. */
    private static String named(String report, String host) {
        return report.replaceFirst("\"node\":\"[^\"]*\"", "\"node\":\"" + host + "\"");
    }

    private String probe(LabHost host, LabHost peer) {
        return output(host.command(AgentProcess.command(
                        "probe",
                        "--config",
                        config("eth1").toString(),
                        "--peers",
                        peer.inet().getHostAddress(),
                        "--duration",
                        "5s")
                .toArray(String[]::new)));
    }

    private static String virtualip() {
        return Checkout.root().resolve("cli/bin/virtualip").toString();
    }

    private static String output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", command, text).isBetween(0, 1);
            return text;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(String.join(" ", command), e);
        }
    }

    private static List<String> kinds(JsonNode report) {
        List<String> kinds = new ArrayList<>();
        report.path("findings")
                .forEach(finding -> kinds.add(finding.path("kind").asText()));
        return kinds;
    }

    private static List<String> errors(JsonNode report) {
        List<String> kinds = new ArrayList<>();
        report.path("findings").forEach(finding -> {
            if (finding.path("severity").asText().equals("ERROR")) {
                kinds.add(finding.path("kind").asText());
            }
        });
        return kinds;
    }
}
