package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.CommandResult;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input, given to the real launcher: one clear message with its place, and the exit code of the contract. */
@SideBySide
@RequiresLab
class RefusedConfigE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WRONG = 1;
    private static final int REFUSED = 2;
    private static final String GOOD = """
        apiVersion: virtualip.dev/v1alpha1
        kind: VRRPRouter
        metadata: {name: a}
        spec:
          virtualRouters:
          - name: first
            interface: eth1
            addresses: [192.0.2.100/24]
            advertisementInterval: 1s
            vrrp: {virtualRouterID: 55, version: 3}
        """;
    private static final String SECOND = """
          - name: second
            interface: eth1
            addresses: [192.0.2.101/24]
            vrrp: {virtualRouterID: 55}
        """;

    @TempDir
    Path folder;

    @Test
    void validFileIsAccepted() throws IOException {
        CommandResult check = check(GOOD);
        assertThat(check.exit()).as(check.output()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'addresses: [192.0.2.100/24]', 'addresses: [192.0.2.100/24', '', a bracket that is not closed",
        "'interface: eth1', 'interfaces: eth1', interfaces, an unknown field",
        "'advertisementInterval: 1s', 'advertisementInterval: 1m', advertisementInterval, a wrong unit",
        "'192.0.2.100/24', '2001:db8::1/64, 192.0.2.100/24', addresses, two families",
        "'version: 3', 'version: 2, authentication: {type: HMAC}', authentication, not yet",
        "'interface: eth1', 'interface: eth1\n    acceptMode: Drop', acceptMode, not yet",
    })
    void errorIsReportedWithItsPlace(String good, String bad, String field, String why) throws IOException {
        isRefusedAt(GOOD.replace(good, bad), field, why);
    }

    @Test
    void version2RefusesIpv6AndFractionsOfASecond() throws IOException {
        String version2 = GOOD.replace("version: 3", "version: 2");
        isRefusedAt(version2.replace("192.0.2.100/24", "\"2001:db8::100/64\""), "version", "version 2 with IPv6");
        isRefusedAt(version2.replace("1s", "400ms"), "advertisementInterval", "version 2 with 400ms");
    }

    @Test
    void duplicateVirtualRouterIdOnAnInterfaceIsRefused() throws IOException {
        isRefusedAt(GOOD + SECOND, "virtualRouterID", "the same ID twice");
    }

    @Test
    void missingFileIsNamed() {
        CommandResult check = launch(AgentProcess.command("check", "--config", folder + "/none.yaml"));
        assertThat(check.exit()).isEqualTo(WRONG);
        assertThat(check.output()).contains("none.yaml").hasLineCount(1);
    }

    @Test
    void invalidFileStopsTheStart() throws IOException {
        try (Lab lab = Lab.start("RefusedConfigE2E-file", LabSubnets.DOCUMENTATION, "a")) {
            CommandResult run = run(lab.host("a"), GOOD.replace("55", "256"), List.of());
            assertThat(run.exit()).isEqualTo(REFUSED);
            assertThat(run.output()).contains("config.yaml:", "virtualRouterID");
        }
    }

    @Test
    void missingCapabilitiesStopTheStart() throws IOException {
        try (Lab lab = Lab.start("RefusedConfigE2E-capabilities", LabSubnets.DOCUMENTATION, "a")) {
            List<String> without = List.of("setpriv", "--bounding-set", "-net_admin,-net_raw");
            CommandResult run = run(lab.host("a"), GOOD, without);
            assertThat(run.exit()).as(run.output()).isEqualTo(REFUSED);
            assertThat(run.output()).contains("CAP_NET_ADMIN", "CAP_NET_RAW").hasLineCount(1);
        }
    }

    @Test
    void portInUseIsNamedAndNothingIsLeft() throws IOException {
        try (Lab lab = Lab.start("RefusedConfigE2E-port", LabSubnets.DOCUMENTATION, "a")) {
            LabHost host = lab.host("a");
            RouterSetup router = RouterSetup.of("192.0.2.105/24").id(7);
            AgentProcess first = AgentProcess.start(host, router);
            first.awaitHolding(router.firstAddress(), RouterPair.PATIENCE);
            Wait.until(
                    "HTTP answers",
                    RouterPair.PATIENCE,
                    () -> first.get("/state").isPresent());

            CommandResult run = run(host, GOOD, List.of());
            assertThat(run.exit()).as(run.output()).isEqualTo(REFUSED);
            assertThat(run.output()).contains("9851");
            assertThat(host.holds(InetAddress.ofLiteral("192.0.2.100"))).isFalse();
            assertThat(first.isAlive()).isTrue();
        }
    }

    /** Of this one nothing is wrong: it is stopped after some seconds, and was refused nothing. */
    @Test
    void runAndRefusalLeaveNoTemporaryFiles() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        List<String> watched = List.of(
                "env", "VIRTUALIP_AGENT_JAVA_OPTS=-Djava.io.tmpdir=" + temporary, "timeout", "--preserve-status", "5");
        try (Lab lab = Lab.start("RefusedConfigE2E-temporary", LabSubnets.DOCUMENTATION, "a")) {
            CommandResult run = run(lab.host("a"), GOOD, watched);
            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.output()).contains("Started");
            assertThat(run(lab.host("a"), GOOD.replace("55", "256"), watched).exit())
                    .isEqualTo(REFUSED);
        }
        try (var files = Files.list(temporary)) {
            assertThat(files).isEmpty();
        }
    }

    private void isRefusedAt(String document, String field, String why) throws IOException {
        CommandResult check = check(document);
        assertThat(check.exit()).as("%s: %s", why, check.output()).isEqualTo(WRONG);
        assertThat(check.output())
                .as(why)
                .containsPattern("config\\.yaml:\\d+: ")
                .contains(field)
                .doesNotContain("Exception")
                .hasLineCount(1);
    }

    private CommandResult check(String document) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yaml"), document);
        return launch(AgentProcess.command("check", "--config", file.toString()));
    }

    private static CommandResult launch(List<String> command) {
        return CommandResult.of(command, PATIENCE);
    }

    private CommandResult run(LabHost host, String document, List<String> before) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yaml"), document);
        List<String> command = new ArrayList<>(before);
        command.addAll(AgentProcess.command(
                "run",
                "--config",
                file.toString(),
                "--state-dir",
                folder.resolve("state").toString()));
        return launch(host.command(command.toArray(String[]::new)));
    }
}
