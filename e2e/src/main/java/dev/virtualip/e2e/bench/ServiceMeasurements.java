package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.kubelets.KubeletCluster;
import dev.virtualip.testkit.kubelets.NginxPods;
import dev.virtualip.testkit.kubelets.ServedService;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.HttpLoad;
import dev.virtualip.testkit.probe.Prober;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.OptionalLong;
import java.util.function.Function;

/** Takes the values of Services of type LoadBalancer, on three kubelets with kube-proxy in nftables mode. */
final class ServiceMeasurements implements AutoCloseable {
    private static final int PORT = 80;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int SETTLE_MILLIS = 1000;

    /** The only address of the pool of those that come and go: a client can ask for it before they exist. */
    private static final InetAddress NEXT = InetAddress.ofLiteral("192.0.2.60");

    private final KubeletCluster cluster;
    private final MeasuredLoadBalancer balancer;
    private final NginxPods pods;
    private final ServedService local;

    private ServiceMeasurements(KubeletCluster cluster, Function<KubeletCluster, MeasuredLoadBalancer> installation) {
        this.cluster = cluster;
        this.pods = NginxPods.start(cluster);
        this.balancer = installation.apply(cluster);
        pods.awaitReady();
        this.local = ServedService.apply(cluster, "local", PORT, "", "externalTrafficPolicy: Local");
        local.awaitAddresses(1);
    }

    static ServiceMeasurements start(Function<KubeletCluster, MeasuredLoadBalancer> installation) {
        KubeletCluster cluster = KubeletCluster.start("bench-services");
        try {
            return new ServiceMeasurements(cluster, installation);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    MeasuredLoadBalancer balancer() {
        return balancer;
    }

    /**
     * A Service that was created.
     *
     * @param echoMillis from sending the request until the address first answered an echo request; 0 if it never did
     * @param pageMillis from the same moment until the first page from a Pod behind it
     */
    record Created(double echoMillis, double pageMillis) {}

    /**
     * Outage that a client saw.
     *
     * @param echoMillis the longest time without an answer to echo requests
     * @param pageMillis the longest time without a page
     * @param unconnected requests that got no connection
     */
    record Dark(double echoMillis, double pageMillis, double unconnected) {}

    /** Creates a Service, and takes it away again when it has answered. */
    Created created() {
        try (Prober prober = cluster.probe(NEXT);
                HttpLoad load = cluster.ask(new InetSocketAddress(NEXT, PORT))) {
            Wait.millis(SETTLE_MILLIS);
            long sent = System.nanoTime();
            ServedService next = ServedService.apply(cluster, "next", PORT, "metallb.io/address-pool: next", "");
            OptionalLong page = cluster.await(
                    "the new Service answers", () -> load.firstAnswerNanos(sent), OptionalLong::isPresent);
            long echo = prober.firstAnswerNanos().orElse(sent);
            next.delete();
            cluster.await(
                    "the Service is gone",
                    () -> next.status().get("next").isMissingNode()
                            && cluster.holders(NEXT).isEmpty());
            return new Created((echo - sent) / NANOS_PER_MILLI, (page.orElseThrow() - sent) / NANOS_PER_MILLI);
        }
    }

    /** Cuts the power of the node that answers, and gives it back. */
    Dark nodeDies() {
        String holder = settled();
        try {
            return dark(() -> {
                cluster.powerOff(holder);
                balancer.awaitMovedFrom(local, holder);
            });
        } finally {
            cluster.powerOn(holder);
        }
    }

    /** Kills the only Pod of the node that answers; another one comes when all was measured. */
    Dark lastEndpointDies() {
        String holder = settled();
        try {
            return dark(() -> {
                pods.kill(holder);
                balancer.awaitMovedFrom(local, holder);
            });
        } finally {
            pods.give(holder);
        }
    }

    /** Ends the only Pod of the node that answers in order: it serves for a while, and takes no new connections. */
    Dark lastEndpointLeaves() {
        String holder = settled();
        try {
            return dark(() -> {
                pods.take(holder);
                balancer.awaitMovedFrom(local, holder);
                Wait.millis(NginxPods.SERVES_ON_SECONDS * SETTLE_MILLIS);
            });
        } finally {
            pods.give(holder);
        }
    }

    Dark rolled() {
        settled();
        return dark(pods::roll);
    }

    Dark drained() {
        String holder = settled();
        try {
            return dark(() -> {
                cluster.kubectl("drain", holder, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=60s");
                balancer.awaitMovedFrom(local, holder);
            });
        } finally {
            cluster.kubectl("uncordon", holder);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }

    private String settled() {
        balancer.awaitReady();
        pods.awaitReady();
        Wait.millis(SETTLE_MILLIS);
        return balancer.awaitSettled(local);
    }

    private Dark dark(Runnable action) {
        ServedService.Seen seen = balancer.answersEcho() ? local.during(action) : local.duringWithoutEcho(action);
        return new Dark(
                seen.probes().longestMillis(),
                seen.requests().longestGapMillis(),
                seen.requests().unconnected());
    }
}
