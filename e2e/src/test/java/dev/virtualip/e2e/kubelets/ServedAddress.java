package dev.virtualip.e2e.kubelets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.kubelets.ChartRelease;
import dev.virtualip.testkit.kubelets.KubeletCluster;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.Prober;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The address of {@code examples/ingress.yaml}, in a cluster in which our release is. */
record ServedAddress(KubeletCluster cluster, ChartRelease release) {
    static final String NAME = "ingress";
    static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.10");

    /** Longest outage, however busy the machine is: four intervals of 250 ms, and a margin. */
    private static final double DARK_AT_MOST_MILLIS = 2500;

    private static final Duration AFTERWARDS = Duration.ofMillis(1500);

    /** Something that a test does. */
    @FunctionalInterface
    interface Deed {
        void run();
    }

    /** Asks for the address. */
    void apply() {
        cluster.kubectl(
                "apply", "-f", Checkout.root().resolve("examples/ingress.yaml").toString());
    }

    /** Waits until one node answers, two could take over, and everybody says the same of it; returns that node. */
    String awaitSettled() {
        return cluster.await("one answers and all agree", () -> cluster.holders(ADDRESS), this::isSettled)
                .getFirst();
    }

    /** Waits until all our Pods are ready and the address is settled: a node or a program has come back. */
    void awaitRecovered() {
        release.awaitReady();
        awaitSettled();
    }

    /** The node that holds it now; one of them, if more than one does. */
    String holder() {
        List<String> holders = cluster.holders(ADDRESS);
        assertThat(holders).isNotEmpty();
        return holders.getFirst();
    }

    /** Waits until another node than this holds it, and none besides; returns that node, which may lose it soon. */
    String awaitMovedFrom(String node) {
        return cluster.await(
                        "another node than " + node + " holds it",
                        () -> cluster.holders(ADDRESS),
                        holders -> holders.size() == 1 && !holders.contains(node))
                .getFirst();
    }

    /** Waits until status says of a node that it answers. */
    void awaitEvent(String node) {
        cluster.await(
                "status says that " + node + " answers",
                () -> cluster.virtualIPs().activeNode(NAME).equals(node));
    }

    /** Probes of a client during an action, from shortly before until nothing changes any more. */
    ProbeLog during(Deed deed) {
        try (Prober prober = cluster.probe(ADDRESS)) {
            cluster.await("the client gets answers", () -> answered(prober) > 0);
            deed.run();
            quiet();
            return prober.stop();
        }
    }

    /** Says what it cost and refuses more than a failover may cost. */
    void assertFailedOver(String what, ProbeLog log) {
        KubeletFigures.add("outage in ms, " + what, log.longestMillis());
        assertThat(log.longestMillis()).as(what + ": " + log).isLessThan(DARK_AT_MOST_MILLIS);
    }

    /** Refuses a single lost probe. */
    void assertNothingLost(String what, ProbeLog log) {
        KubeletFigures.add("probes lost, " + what, log.lost());
        assertThat(log.lost()).as(what + ": " + log).isZero();
        assertThat(log.sent()).isPositive();
    }

    /** The reasons of all Events about it. */
    Set<String> eventReasons() {
        return cluster.virtualIPs().events("VirtualIP", NAME).stream()
                .map(event -> event.path("reason").asText())
                .collect(Collectors.toSet());
    }

    private boolean isSettled(List<String> holders) {
        return holders.size() == 1
                && cluster.virtualIPs().activeNode(NAME).equals(holders.getFirst())
                && cluster.virtualIPs().has(NAME, "Ready", "True", "")
                && cluster.virtualIPs().has(NAME, "Programmed", "True", "")
                && cluster.virtualIPs().has(NAME, "Degraded", "False", "");
    }

    private static int answered(Prober prober) {
        ProbeLog log = prober.log();
        return log.sent() - log.lost();
    }

    private static void quiet() {
        Wait.millis(AFTERWARDS.toMillis());
    }
}
