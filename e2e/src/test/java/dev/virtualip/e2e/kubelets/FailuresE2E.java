package dev.virtualip.e2e.kubelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.testkit.junit.Prerequisite;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubelets.ChartRelease;
import dev.virtualip.testkit.kubelets.KubeletCluster;
import dev.virtualip.testkit.kubelets.RequiresKubelets;
import dev.virtualip.testkit.lab.Commands;
import dev.virtualip.testkit.lab.LabRequirements;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.Browser;
import dev.virtualip.testkit.probe.HttpLoad;
import dev.virtualip.testkit.probe.HttpLoadLog;
import dev.virtualip.testkit.probe.PageReader;
import dev.virtualip.testkit.probe.PortForward;
import dev.virtualip.testkit.probe.ProbeLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Failures of nodes and of what runs on them, and the outage that a client measures; and the commands and the page with
 * which a person looks at such a cluster.
 */
@SideBySide
@Order(3)
@RequiresKubelets
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailuresE2E {
    /** Long enough for a failover, were there one. */
    private static final Duration NOTHING_HAPPENS = Duration.ofSeconds(5);

    /** A failover, and what a client's own patience adds. */
    private static final double DARK_UNDER_LOAD_MILLIS = 4000;

    private static final Duration API_AWAY = Duration.ofSeconds(30);
    private static final int PAGE_PORT = 9853;
    private static final JsonMapper JSON = new JsonMapper();

    private final KubeletCluster cluster = KubeletCluster.start("kubelets-failures");
    private final ChartRelease release = ChartRelease.prepare(cluster);
    private final ServedAddress address = new ServedAddress(cluster, release);

    @BeforeAll
    void install() {
        long start = System.nanoTime();
        release.install("--set=operator.page.enabled=true");
        KubeletFigures.add("helm install until all is ready, s", seconds(start));
        start = System.nanoTime();
        address.apply();
        cluster.await(
                "it answers", () -> !cluster.holders(ServedAddress.ADDRESS).isEmpty());
        KubeletFigures.add("kubectl apply until a node holds the address, s", seconds(start));
        address.awaitSettled();
    }

    @AfterAll
    void close() {
        KubeletFigures.add("RSS of an agent, MiB", release.residentMebibytes("agent"));
        KubeletFigures.add("RSS of an operator, MiB", release.residentMebibytes("operator"));
        cluster.close();
        KubeletFigures.print();
    }

    @BeforeEach
    void settle() {
        cluster.repair();
        address.awaitRecovered();
    }

    @Test
    void nodeLosesPowerAndComesBack() {
        String active = address.holder();

        ProbeLog dark = address.during(() -> {
            cluster.powerOff(active);
            address.awaitEvent(address.awaitMovedFrom(active));
        });
        address.assertFailedOver("power cut", dark);
        assertThat(address.eventReasons()).contains("Moved");

        ProbeLog back = address.during(() -> {
            cluster.powerOn(active);
            address.awaitRecovered();
        });
        address.assertNothingLost("node comes back", back);
    }

    @Test
    void pageIsServedByAnotherNodeWhenOneDiesUnderLoad() {
        Prerequisite.require(LabRequirements.missing("nginx").isEmpty(), "needs nginx: apt-get install nginx");
        WebServers.start(cluster);
        String active = address.holder();

        try (PageReader pages = cluster.read(new InetSocketAddress(ServedAddress.ADDRESS, 80))) {
            cluster.await("the page comes from " + active, () -> pages.pages().containsKey(active));
            cluster.powerOff(active);
            String successor = address.awaitMovedFrom(active);
            cluster.await(
                    "the page comes from " + successor, () -> pages.pages().containsKey(successor));
            KubeletFigures.add("no page in ms, node under load dies", pages.darkestMillis());
            assertThat(pages.darkestMillis()).isLessThan(DARK_UNDER_LOAD_MILLIS);
            assertThat(pages.pages()).containsOnlyKeys(active, successor);
        }
        cluster.powerOn(active);
        address.awaitRecovered();
    }

    /** Nginx as a DaemonSet on the host network, and a health check of the address: the node itself stays well. */
    @Test
    void addressLeavesTheNodeWhoseNginxDies() {
        Prerequisite.require(LabRequirements.missing("nginx").isEmpty(), "needs nginx: apt-get install nginx");
        WebServers.start(cluster);
        String active = address.holder();
        patchHealthChecks("[{\"name\": \"web\", \"http\": {\"port\": 80, \"path\": \"/\"}}]");
        cluster.await(
                "every node's Nginx is healthy",
                () -> KubeletCluster.NODES.stream().allMatch(this::isHealthy));
        // It would start Nginx again before anything is noticed.
        cluster.kill(active, "kubelet");

        try (HttpLoad load = cluster.ask(new InetSocketAddress(ServedAddress.ADDRESS, 80))) {
            long killed = System.nanoTime();
            ProbeLog log = address.during(() -> {
                // The workers die with their Pod's first process: some are gone before their turn.
                cluster.exec(active, "pkill", "-KILL", "-f", "[n]ginx: ");
                String successor = address.awaitMovedFrom(active);
                cluster.await(
                        "the page comes from " + successor,
                        () -> load.firstAnswerNanos(successor, killed).isPresent());
            });
            HttpLoadLog fresh = load.newConnections(killed);
            KubeletFigures.add("no page in ms, Nginx dies on a live node", fresh.longestGapMillis());
            address.assertNothingLost("Nginx dies on a live node", log);
            assertThat(fresh.longestGapMillis()).isLessThan(DARK_UNDER_LOAD_MILLIS * 2);

            long restored = System.nanoTime();
            ProbeLog back = address.during(() -> {
                cluster.startAgain(active, "kubelet");
                cluster.await("its Nginx is healthy again", () -> isHealthy(active));
                address.awaitSettled();
            });
            address.assertNothingLost("Nginx is back", back);
            HttpLoadLog served = load.newConnections(restored);
            KubeletFigures.add("new connections lost, Nginx is back", served.unconnected());
            assertThat(served.unconnected()).as("%s", served).isZero();
        } finally {
            patchHealthChecks("null");
        }
    }

    /** Kills an agent, and returns when it runs again. Another node may have the address meanwhile, or not. */
    private void killAgent(String node) {
        String killed = release.agentProcess(node);
        cluster.exec(node, "kill", "-9", killed);
        cluster.await("its agent runs again", () -> release.agentRunsAgain(node, killed));
    }

    private void patchHealthChecks(String checks) {
        cluster.kubectl(
                "patch",
                "vip",
                ServedAddress.NAME,
                "--type=merge",
                "-p",
                "{\"spec\": {\"healthChecks\": %s}}".formatted(checks));
    }

    private boolean isHealthy(String node) {
        return cluster.virtualIPs()
                .router(node)
                .at("/status/virtualRouters/0/healthChecks/0/healthy")
                .asBoolean();
    }

    @Test
    void pulledCableFailsOverAndBack() {
        String active = address.holder();

        ProbeLog dark = address.during(() -> {
            cluster.pullCable(active);
            cluster.await(
                    "another one answers",
                    () -> cluster.holders(ServedAddress.ADDRESS).stream().anyMatch(node -> !node.equals(active)));
        });
        address.assertFailedOver("cable pulled", dark);

        ProbeLog back = address.during(() -> {
            cluster.plugCable(active);
            address.awaitSettled();
        });
        address.assertNothingLost("cable is back", back);
    }

    @Test
    void kubeletAndContainerdDie() {
        String active = address.holder();

        ProbeLog log = address.during(() -> {
            cluster.kill(active, "kubelet");
            cluster.kill(active, "containerd");
            Wait.millis(NOTHING_HAPPENS.toMillis());
            assertThat(cluster.holders(ServedAddress.ADDRESS)).containsExactly(active);
            cluster.startAgain(active, "containerd");
            cluster.startAgain(active, "kubelet");
            address.awaitSettled();
        });

        address.assertNothingLost("kubelet and containerd killed", log);
        assertThat(address.holder()).isEqualTo(active);
    }

    @Test
    void deletedAgentPodIsReplaced() {
        String active = address.holder();
        String pod = release.agentPod(active);

        ProbeLog log = address.during(() -> {
            cluster.kubectl("delete", "pod", pod, "--namespace=" + ChartRelease.NAMESPACE);
            address.awaitRecovered();
        });

        address.assertNothingLost("agent's Pod deleted", log);
        assertThat(address.eventReasons()).contains("Moved");
    }

    @Test
    void killedAgentRestarts() {
        String active = address.holder();

        ProbeLog log = address.during(() -> {
            killAgent(active);
            address.awaitSettled();
        });

        address.assertFailedOver("agent killed", log);
    }

    @Test
    void drainedNodeHandsOver() {
        String active = address.holder();

        ProbeLog log = address.during(() -> {
            cluster.kubectl("drain", active, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=60s");
            String successor = address.awaitMovedFrom(active);
            address.awaitEvent(successor);
        });
        address.assertNothingLost("drain", log);

        ProbeLog back = address.during(() -> {
            cluster.kubectl("uncordon", active);
            address.awaitSettled();
        });
        address.assertNothingLost("uncordon", back);
    }

    @Test
    void nodeDiesWithoutOperator() {
        String active = address.holder();
        release.operators(0);

        ProbeLog log = address.during(() -> {
            cluster.powerOff(active);
            address.awaitMovedFrom(active);
        });
        address.assertFailedOver("power cut without an operator", log);

        cluster.powerOn(active);
        release.operators(2);
        release.awaitReady();
        assertThat(address.awaitSettled()).isNotEmpty();
    }

    @Test
    void agentRestartsWithoutApiServer() {
        String active = address.holder();
        cluster.kill(KubeletCluster.CONTROL, "kube-apiserver");
        long away = System.nanoTime();

        ProbeLog log = address.during(() -> {
            killAgent(active);
            KubeletCluster.NODES.stream().filter(node -> !node.equals(active)).forEach(this::killAgent);
            Wait.millis(Math.max(0, API_AWAY.toMillis() - (long) (seconds(away) * 1000)));
            // All have their configuration from their copies: without it none would have the address by now.
            assertThat(cluster.holders(ServedAddress.ADDRESS)).containsExactly(active);
        });
        cluster.startAgain(KubeletCluster.CONTROL, "kube-apiserver");

        address.assertFailedOver("agents killed while the API server is away", log);
        cluster.await(
                "the API server is back", () -> cluster.api().get("/readyz").isGood());
        address.awaitRecovered();
    }

    @Test
    void doctorTestsEveryPairOfNodesAndLeavesNoJob() throws Exception {
        long start = System.nanoTime();
        CommandLineRun doctor = CommandLineRun.of(cluster, "doctor", "-o", "json");
        KubeletFigures.add("virtualip doctor, s", seconds(start));

        JsonNode report = JSON.readTree(doctor.out());
        for (String receiver : KubeletCluster.NODES) {
            for (String sender : KubeletCluster.NODES) {
                if (!receiver.equals(sender)) {
                    assertThat(report.path("matrix").path(receiver).path(sender).asText())
                            .as("from %s to %s: %s", sender, receiver, doctor)
                            .isEqualTo("ok");
                }
            }
        }
        assertThat(doctor.exit()).as("%s", doctor).isZero();
        assertThat(doctorJobs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void doctorThatIsStoppedWhileItCreatesJobsLeavesNone(String signal, int exit) throws Exception {
        CommandLineRun stopped = CommandLineRun.stopped(cluster, signal, "probing", "doctor");

        assertThat(stopped.exit()).as("%s", stopped).isEqualTo(exit);
        assertThat(stopped.err()).doesNotContain("\tat ", "Exception", "bug");
        assertThat(doctorJobs()).isEmpty();
        Wait.millis(NOTHING_HAPPENS.toMillis());
        assertThat(doctorJobs()).as("nor later").isEmpty();
    }

    private String doctorJobs() {
        return cluster.kubectl("get", "jobs", "--all-namespaces", "--selector=virtualip.dev/doctor", "--output=name");
    }

    @Test
    void supportBundleHasAllPartsAndNoSecret() throws Exception {
        cluster.kubectl("annotate", "vip", ServedAddress.NAME, "example.com/api-token=hunter2-annotation");
        cluster.kubectl(
                "create",
                "secret",
                "generic",
                "planted",
                "--namespace=" + ChartRelease.NAMESPACE,
                "--from-literal=password=hunter2-secret");
        Path archive = cluster.folder().resolve("support.tar.gz");

        CommandLineRun run = CommandLineRun.of(cluster, "support-bundle", "--file", archive.toString());

        assertThat(run.exit()).as("%s", run).isZero();
        Commands.run("tar", "-xzf", archive.toString(), "-C", cluster.folder().toString());
        Path folder = cluster.folder().resolve("virtualip-support");
        assertThat(folder.resolve("gaps.txt")).content().isBlank();
        for (String name : List.of(
                "version.json",
                "events.json",
                "kube-proxy.json",
                "objects/VirtualIP.json",
                "objects/VRRPRouter.json",
                "objects/VirtualIPPool.json",
                "objects/Node.json",
                "programs/DaemonSet.json",
                "programs/Deployment.json",
                "programs/Pod.json",
                "programs/Job.json")) {
            assertThat(folder.resolve(name)).isNotEmptyFile();
        }
        for (String node : KubeletCluster.NODES) {
            assertThat(folder.resolve("agents/" + node + ".state.json"))
                    .content()
                    .contains(ServedAddress.NAME);
            assertThat(folder.resolve("agents/" + node + ".metrics.txt"))
                    .content()
                    .contains("virtualip_");
            assertThat(folder.resolve("logs/" + release.agentPod(node) + ".agent.log"))
                    .isNotEmptyFile();
            assertThat(folder.resolve("doctor.json")).content().contains("\"%s\"".formatted(node));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file)
                        .content()
                        .doesNotContain("hunter2", "PRIVATE KEY-----")
                        .doesNotContainPattern("eyJ[\\w-]+\\.[\\w-]+\\.");
            }
        }
        assertThat(doctorJobs()).isEmpty();
    }

    @Test
    void pageIsReachedByPortForward() throws Exception {
        Browser.requireInstalled();
        Path profile = Files.createDirectory(cluster.folder().resolve("chromium"));
        Process forwarding = new ProcessBuilder(cluster.administratorCommand(
                        cluster.program("kubectl").orElseThrow(),
                        "port-forward",
                        "--namespace=" + ChartRelease.NAMESPACE,
                        "deployment/virtualip-operator",
                        String.valueOf(PAGE_PORT)))
                .redirectErrorStream(true)
                .redirectOutput(cluster.folder().resolve("port-forward.log").toFile())
                .start();
        try (PortForward forward = cluster.forwardToControl(PAGE_PORT);
                Browser browser = new Browser(profile)) {
            cluster.await(
                    "kubectl forwards the port",
                    () -> forwarding.isAlive()
                            && read(cluster.folder().resolve("port-forward.log"))
                                    .contains("Forwarding from"));
            browser.open(forward.url());
            browser.await("document.getElementById('connection').textContent === 'Live'");
            browser.await("[...document.querySelectorAll('#rows > tr')].some(row => row.textContent.includes('%s')"
                            .formatted(ServedAddress.ADDRESS.getHostAddress())
                    + " && row.cells[3].textContent === '%s')".formatted(address.holder()));
            for (String node : KubeletCluster.NODES) {
                browser.await("document.getElementById('nodes').textContent.includes('%s')".formatted(node));
            }
            assertThat(browser.messages()).isEmpty();
        } finally {
            forwarding.destroy();
            forwarding.waitFor();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
