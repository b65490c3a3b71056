package dev.virtualip.e2e.linuxpackage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.Daemon;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.daemon.VrrpProgram;
import dev.virtualip.testkit.docs.MarkdownPage;
import dev.virtualip.testkit.junit.Prerequisite;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of the Linux packages on a host on which a real systemd runs, with a second host as Backup. */
@RequiresLab
class PackageE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SETTLE_MILLIS = 1000;
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.100/24")
            .id(51)
            .interval(Duration.ofMillis(100))
            .priority(100);
    private static final InetAddress ADDRESS = ROUTER.firstAddress();
    private static final String CONFIG = """
        apiVersion: virtualip.dev/v1alpha1
        kind: VRRPRouter
        metadata: {name: a}
        spec:
          virtualRouters:
          - name: pair
            interface: eth1
            addresses: [ADDRESSES]
            priority: 150
            advertisementInterval: 100ms
            vrrp: {virtualRouterID: 51}
        """;

    private Lab lab;
    private SystemdHost systemd;

    @BeforeEach
    void boot() throws IOException {
        lab = Lab.start("PackageE2E", LabSubnets.DOCUMENTATION, "a", "b", "client");
        systemd = SystemdHost.boot(lab.host("a"));
    }

    @AfterEach
    void close() throws IOException {
        if (systemd != null) {
            systemd.close();
        }
        lab.close();
    }

    @Test
    void packageIsInstalledUpgradedWatchedRemovedAndPurged() throws Exception {
        install(packageOf(".deb"));
        LabHost a = lab.host("a");
        Daemon b = VrrpProgram.OURS.start(lab.host("b"), ROUTER);
        start();
        Prober prober = Prober.start(lab.host("client"), ProbeSettings.of(ADDRESS));
        Wait.millis(SETTLE_MILLIS);

        upgrade();
        awaitActiveOnA();
        reload();
        Wait.millis(SETTLE_MILLIS);
        ProbeLog log = prober.stop();
        assertThat(log.lost()).as("an upgrade and a reload: %s", log).isZero();

        killByWatchdog();
        awaitActiveOnA();
        remove(a, b);
        assertThat(((AgentProcess) b).stop()).isZero();
    }

    /**
     * The scripts of the package run under Debian's rpm, in a root that is gone afterwards. The older version is the
     * same package with another number, for which its checksums are not right.
     */
    @Test
    void rpmIsInstalledUpgradedAndErased() throws Exception {
        Prerequisite.require(Files.isExecutable(Path.of("/usr/bin/rpm")), "needs rpm: apt-get install rpm");
        systemd.copy(packageOf(".rpm"), "/root/virtualip.rpm");
        systemd.exec("sh", "-ec", """
            mkdir -p /etc/systemd/system-preset
            echo 'disable *' >/etc/systemd/system-preset/99-default.preset
            version=$(rpm --query --package --queryformat '%{VERSION}' /root/virtualip.rpm)
            LC_ALL=C sed -z "s/^$version$/0.0.1/" /root/virtualip.rpm >/root/older.rpm
            """);
        rpm("--install", "--nodigest", "--nosignature", "/root/older.rpm");
        assertThat(systemd.exec("rpm", "--nodigest", "-q", "virtualip")).startsWith("virtualip-0.0.1-");
        assertInstalledAndInactive("disabled");
        assertThat(systemd.exec("getent", "passwd", "virtualip")).endsWith(":/var/lib/virtualip:/sbin/nologin");
        Daemon b = VrrpProgram.OURS.start(lab.host("b"), ROUTER);
        start();
        systemd.exec("systemctl", "enable", "virtualip-agent");

        Prober prober = Prober.start(lab.host("client"), ProbeSettings.of(ADDRESS));
        Wait.millis(SETTLE_MILLIS);
        String before = systemd.service("MainPID");
        rpm("--upgrade", "--nodigest", "--nosignature", "/root/virtualip.rpm");
        assertThat(systemd.exec("rpm", "-q", "virtualip")).doesNotContain("0.0.1", "\n");
        assertThat(systemd.service("MainPID")).isNotEqualTo(before);
        assertThat(systemd.exec("systemctl", "is-enabled", "virtualip-agent")).isEqualTo("enabled");
        awaitActiveOnA();
        Wait.millis(SETTLE_MILLIS);

        rpm("--erase", "virtualip");
        assertThat(lab.host("a").holds(ADDRESS)).isFalse();
        b.awaitHolding(ADDRESS, PATIENCE);
        Wait.millis(SETTLE_MILLIS);
        ProbeLog log = prober.stop();
        assertThat(log.lost()).as("an upgrade and an erase: %s", log).isZero();
        assertThat(remains())
                .as("what the user wrote, and the state")
                .containsExactly("/etc/virtualip", "/etc/virtualip/virtualip.yaml", "/var/lib/virtualip");
    }

    private void rpm(String... arguments) {
        List<String> command = new ArrayList<>(List.of("rpm", "--force-debian", "--nodeps"));
        command.addAll(List.of(arguments));
        systemd.exec(command.toArray(String[]::new));
    }

    /** Installed, the service is enabled and starts nothing: there is no configuration. */
    private void install(Path deb) {
        systemd.copy(deb, "/root/virtualip.deb");
        systemd.exec("dpkg", "--install", "/root/virtualip.deb");
        assertThat(systemd.service("ConditionResult")).isEqualTo("no");
        assertInstalledAndInactive("enabled");
    }

    private void assertInstalledAndInactive(String enabled) {
        assertThat(systemd.service("ActiveState")).isEqualTo("inactive");
        assertThat(systemd.run("systemctl", "is-enabled", "virtualip-agent").output())
                .isEqualTo(enabled);
        assertThat(systemd.exec("stat", "--format", "%a %U %G", "/etc/virtualip/passwords"))
                .isEqualTo("750 root virtualip");
        assertThat(systemd.exec("virtualip", "--help")).contains("Usage:", "status");
        assertThat(systemd.exec("virtualip-agent", "check", "--config", "/etc/virtualip/virtualip.yaml.example"))
                .contains("valid, 1 virtual routers");
    }

    /** Follows docs/package.md from the installed package to the answer; the editor writes the test's configuration. */
    private void start() {
        List<String> commands = documentedStart();
        assertThat(commands).hasSizeGreaterThan(4);
        for (String command : commands) {
            if (command.startsWith("editor ")) {
                configure("192.0.2.100/24");
            } else if (!command.startsWith("dpkg ")) {
                systemd.exec("sh", "-ec", command);
            }
        }
        assertThat(systemd.service("ActiveState")).isEqualTo("active");
        assertThat(systemd.service("User")).isEqualTo("virtualip");
        awaitActiveOnA();
        Wait.until(
                "the state is in a line",
                PATIENCE,
                () -> systemd.service("StatusText").equals("1 virtual router: 1 Active."));
        assertThat(systemd.exec("sh", "-c", "grep CapEff /proc/$(systemctl show -P MainPID virtualip-agent)/status"))
                .as("NET_ADMIN and NET_RAW, and no other")
                .endsWith("0000000000003000");
    }

    private static List<String> documentedStart() {
        MarkdownPage page = MarkdownPage.site().stream()
                .filter(each -> each.path().endsWith("package.md"))
                .findFirst()
                .orElseThrow();
        return page.blocks(Set.of("text")).stream()
                .filter(block -> block.text().contains("$ editor "))
                .flatMap(block -> block.text().lines())
                .map(line -> line.substring("$ ".length()).replaceFirst(" +#.*", ""))
                .toList();
    }

    private void upgrade() {
        String before = systemd.service("MainPID");
        systemd.exec("sh", "-ec", """
            mkdir /root/newer
            dpkg-deb -R /root/virtualip.deb /root/newer
            sed -i 's/^Version: .*/Version: 99.0/' /root/newer/DEBIAN/control
            dpkg-deb -Znone -b /root/newer /root/newer.deb
            """);
        systemd.exec("dpkg", "--install", "/root/newer.deb");
        assertThat(systemd.exec("dpkg-query", "--show", "--showformat", "${Version}", "virtualip"))
                .isEqualTo("99.0");
        assertThat(systemd.service("ActiveState")).isEqualTo("active");
        assertThat(systemd.service("MainPID")).isNotEqualTo(before);
    }

    private void reload() {
        configure("192.0.2.100/24, 192.0.2.101/24");
        systemd.exec("systemctl", "reload", "virtualip-agent");
        Wait.until(
                "a holds the second address",
                PATIENCE,
                () -> lab.host("a").holds(InetAddress.ofLiteral("192.0.2.101")));
        Wait.until(
                "the reload is over",
                PATIENCE,
                () -> systemd.service("ActiveState").equals("active"));
        configure("192.0.2.100/24");
        systemd.exec("systemctl", "reload", "virtualip-agent");
    }

    /** A process that does not run sends no pings. */
    private void killByWatchdog() {
        String before = systemd.service("MainPID");
        systemd.exec("kill", "-STOP", before);
        Wait.until("b has taken over", PATIENCE, () -> lab.host("b").holds(ADDRESS));
        Wait.until(
                "systemd has started another agent",
                PATIENCE,
                () -> systemd.service("NRestarts").equals("1")
                        && systemd.service("ActiveState").equals("active"));
        assertThat(systemd.service("MainPID")).isNotEqualTo(before);
    }

    private void remove(LabHost a, Daemon b) {
        Prober prober = Prober.start(lab.host("client"), ProbeSettings.of(ADDRESS));
        Wait.millis(SETTLE_MILLIS);
        systemd.exec("dpkg", "--remove", "virtualip");
        assertThat(a.holds(ADDRESS)).isFalse();
        b.awaitHolding(ADDRESS, PATIENCE);
        Wait.millis(SETTLE_MILLIS);
        ProbeLog log = prober.stop();
        assertThat(log.lost()).as("a removal: %s", log).isZero();
        assertThat(systemd.run("test", "-e", "/etc/virtualip/virtualip.yaml").exit())
                .as("a removal keeps the configuration")
                .isZero();

        systemd.exec("dpkg", "--purge", "virtualip");
        assertThat(remains()).isEmpty();
        assertThat(systemd.run("getent", "passwd", "virtualip").exit()).isEqualTo(2);
        assertThat(systemd.run("dpkg-query", "--show", "virtualip").exit()).isEqualTo(1);
    }

    private void awaitActiveOnA() {
        Wait.until(
                "only a holds the address",
                PATIENCE,
                () -> lab.host("a").holds(ADDRESS) && !lab.host("b").holds(ADDRESS));
    }

    private void configure(String addresses) {
        systemd.write("/etc/virtualip/virtualip.yaml", CONFIG.replace("ADDRESSES", addresses));
    }

    /** Files and folders with our name. */
    private List<String> remains() {
        return systemd.exec("sh", "-c", "find /etc /usr /var/lib -xdev -name '*virtualip*' ! -path '*/.git/*'")
                .lines()
                .sorted()
                .toList();
    }

    private static Path packageOf(String kind) throws IOException {
        Path folder = Checkout.root().resolve("deploy/target/package");
        List<Path> found = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                found = files.filter(file -> file.toString().endsWith(kind)).toList();
            }
        }
        Prerequisite.require(found.size() == 1, "needs the package: mvn -B -P package package");
        return found.getFirst();
    }
}
