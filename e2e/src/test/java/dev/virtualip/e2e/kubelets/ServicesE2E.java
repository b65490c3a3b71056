package dev.virtualip.e2e.kubelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.virtualip.testkit.junit.Prerequisite;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubelets.ChartRelease;
import dev.virtualip.testkit.kubelets.KubeletCluster;
import dev.virtualip.testkit.kubelets.NginxPods;
import dev.virtualip.testkit.kubelets.RequiresKubelets;
import dev.virtualip.testkit.kubelets.ServedService;
import dev.virtualip.testkit.kubernetes.LoadBalancers;
import dev.virtualip.testkit.lab.LabRequirements;
import dev.virtualip.testkit.lab.Wait;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Services of type LoadBalancer with Nginx Pods behind them: real kubelets, EndpointSlices by their controller, and
 * kube-proxy, in nftables mode on two nodes and in iptables mode on the third.
 */
@SideBySide
@Order(5)
@RequiresKubelets
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServicesE2E {
    private static final String VIRTUAL_IPS = "/apis/virtualip.dev/v1alpha1/virtualips";
    private static final String CLUSTER = "externalTrafficPolicy: Cluster, ipFamilyPolicy: RequireDualStack";
    private static final String LOCAL = "externalTrafficPolicy: Local, ipFamilyPolicy: RequireDualStack";
    private static final String IPV4 = "ipFamilies: [IPv4]";
    private static final InetAddress CLIENT4 = InetAddress.ofLiteral("192.0.2.3");
    private static final InetAddress CLIENT6 = InetAddress.ofLiteral("2001:db8::3");

    /** Longest outage, however busy the machine is: four intervals of 250 ms, and a margin. */
    private static final double DARK_AT_MOST_MILLIS = 2500;

    /** Until kube-proxy knows, then until the health check has failed as often as it must, then a failover. */
    private static final double ENDPOINT_GONE_MILLIS = 8000;

    /** A tenth of a second of new connections: none on an idle machine. */
    private static final int UNCONNECTED_AT_MOST = 20;

    private static final String POOLS = """
        apiVersion: virtualip.dev/v1alpha1
        kind: VirtualIPPool
        metadata: {name: edge}
        spec: {ranges: [192.0.2.32/28, "2001:db8::e0/124"]}
        ---
        apiVersion: virtualip.dev/v1alpha1
        kind: VirtualIPPool
        metadata: {name: tiny}
        spec: {ranges: [192.0.2.60-192.0.2.60], autoAssign: false}
        """;

    private final KubeletCluster cluster = KubeletCluster.start("kubelets-services");
    private final ChartRelease release = ChartRelease.prepare(cluster);
    private final LoadBalancers services = new LoadBalancers(cluster.api(), "default");
    private final NginxPods pods = NginxPods.start(cluster);
    private final ServedService any = new ServedService(cluster, "any", 80);
    private final ServedService local = new ServedService(cluster, "local", 80);

    @BeforeAll
    void install() {
        Prerequisite.require(LabRequirements.missing("nginx").isEmpty(), "needs nginx: apt-get install nginx");
        cluster.proxyMode("node-c", "iptables");
        release.install();
        cluster.api().apply(POOLS).orThrow();
        pods.awaitReady();
        ServedService.apply(cluster, "any", 80, "", CLUSTER);
        ServedService.apply(cluster, "local", 80, "", LOCAL);
        any.awaitAddresses(2);
        local.awaitAddresses(2);
    }

    @AfterAll
    void close() {
        cluster.close();
        KubeletFigures.print();
    }

    @BeforeEach
    void settle() {
        // After a test that failed, too.
        cluster.repair();
        KubeletCluster.NODES.forEach(pods::give);
        release.awaitReady();
        pods.awaitReady();
        any.awaitSettled();
        local.awaitSettled();
    }

    @Test
    void bothFamiliesAnswerAndLocalKeepsTheClientsAddress() {
        for (InetAddress address : any.awaitAddresses(2)) {
            assertThat(any.nodesBehind(address)).as("Pods behind %s", address).hasSizeGreaterThan(1);
        }
        for (InetAddress address : local.awaitAddresses(2)) {
            assertThat(local.nodesBehind(address)).isEqualTo(Set.copyOf(cluster.holders(address)));
            assertThat(local.clientSeen(address)).isEqualTo(address instanceof Inet6Address ? CLIENT6 : CLIENT4);
        }
        assertThat(services.isDelivered("any")).isTrue();
        assertThat(services.eventReasons("any")).contains("Assigned");

        ServedService six = ServedService.apply(cluster, "six", 80, "", "ipFamilies: [IPv6]");
        assertThat(six.awaitAddresses(1)).allMatch(Inet6Address.class::isInstance);
        assertThat(six.nodesBehind(six.address())).hasSizeGreaterThan(1);
        remove(six);
    }

    @Test
    void addressesAreRequestedSharedAndRunOut() {
        ServedService requested =
                ServedService.apply(cluster, "requested", 80, "virtualip.dev/addresses: 192.0.2.45", IPV4);
        ServedService web = shared("web-8080", 8080);
        ServedService more = shared("more-8081", 8081);
        ServedService first = ServedService.apply(cluster, "first", 80, "virtualip.dev/pool: tiny", IPV4);

        assertThat(requested.awaitAddresses(1)).containsExactly(InetAddress.ofLiteral("192.0.2.45"));
        assertThat(web.awaitAddresses(1)).isEqualTo(more.awaitAddresses(1));
        assertThat(first.awaitAddresses(1)).containsExactly(InetAddress.ofLiteral("192.0.2.60"));
        web.nodesBehind(web.address());
        more.nodesBehind(more.address());

        ServedService second = ServedService.apply(cluster, "second", 80, "virtualip.dev/pool: tiny", IPV4);
        ServedService clash = shared("clash-8081", 8081);
        cluster.await("a pool without a free address is said", () -> services.has("second", "False", ""));
        cluster.await("a port that is taken is said", () -> services.has("clash-8081", "False", ""));
        cluster.await("an Event says so", () -> services.eventReasons("second").contains("AllocationFailed"));
        assertThat(services.message("second")).contains("tiny");
        assertThat(services.message("clash-8081")).contains("8081", "more-8081");

        remove(first);
        assertThat(second.awaitAddresses(1)).containsExactly(InetAddress.ofLiteral("192.0.2.60"));
        remove(second, requested, web, more, clash);
    }

    private ServedService shared(String name, int port) {
        return ServedService.apply(cluster, name, port, "virtualip.dev/sharing-key: web", IPV4);
    }

    @Test
    void holderLosesPower() {
        String holder = local.awaitSettled();

        ServedService.Seen seen = local.during(() -> {
            cluster.powerOff(holder);
            local.awaitMovedFrom(holder);
        });

        KubeletFigures.add("outage in ms, power cut", seen.probes().longestMillis());
        KubeletFigures.add("no page in ms, power cut", seen.requests().longestGapMillis());
        assertThat(seen.probes().longestMillis()).as("%s", seen).isLessThan(DARK_AT_MOST_MILLIS);
        assertThat(seen.requests().longestGapMillis()).as("%s", seen).isLessThan(DARK_AT_MOST_MILLIS + 1500);
        cluster.powerOn(holder);
    }

    /** Without an operator; when it is back, it finds no status, as after a restore, and everything stays as it is. */
    @Test
    void lastLocalEndpointDiesWithoutOperatorAndNothingChangesWithoutStatuses() {
        String holder = local.awaitSettled();
        List<InetAddress> before = services.addresses("local");
        release.operators(0);

        ServedService.Seen seen = local.during(() -> {
            pods.kill(holder);
            local.awaitMovedFrom(holder);
        });

        KubeletFigures.add(
                "no page in ms, last local endpoint killed", seen.requests().longestGapMillis());
        KubeletFigures.add(
                "probes lost, last local endpoint killed", seen.probes().lost());
        assertThat(seen.requests().longestGapMillis()).as("%s", seen).isLessThan(ENDPOINT_GONE_MILLIS);
        assertThat(seen.probes().lost()).as("%s", seen).isZero();

        ServedService.Seen back = local.during(() -> {
            forgetStatuses();
            pods.give(holder);
            release.operators(2);
            cluster.await(
                    "the status is back", () -> services.addresses("local").equals(before));
            local.awaitSettled();
        });
        // The address stays. Connections to it are refused meanwhile: kube-proxy serves what is in the status.
        assertThat(back.probes().lost()).as("%s", back).isZero();
    }

    private void forgetStatuses() {
        for (String name : List.of("any", "local")) {
            cluster.api().merge(services.path(name) + "/status", """
                {"status": {"loadBalancer": null, "conditions": null}}\
                """).orThrow();
        }
        cluster.api()
                .get(VIRTUAL_IPS)
                .orThrow()
                .path("items")
                .forEach(item -> cluster.api()
                        .merge(VIRTUAL_IPS + "/" + item.at("/metadata/name").asText() + "/status", "{\"status\": null}")
                        .orThrow());
    }

    @Test
    void rolledPodsAndDrainedNodeLoseNoProbe() {
        ServedService.Seen rolled = local.during(pods::roll);
        KubeletFigures.add(
                "new connections lost, Pods rolled", rolled.requests().unconnected());
        assertThat(rolled.probes().lost()).as("%s", rolled).isZero();
        assertThat(rolled.requests().unconnected()).as("%s", rolled).isLessThan(UNCONNECTED_AT_MOST);

        pods.awaitReady();
        String holder = local.awaitSettled();
        ServedService.Seen drained = local.during(() -> {
            cluster.kubectl("drain", holder, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=60s");
            local.awaitMovedFrom(holder);
        });
        cluster.kubectl("uncordon", holder);
        KubeletFigures.add("new connections lost, drain", drained.requests().unconnected());
        assertThat(drained.probes().lost()).as("%s", drained).isZero();
        assertThat(drained.requests().unconnected()).as("%s", drained).isLessThan(UNCONNECTED_AT_MOST);
    }

    @Test
    void nothingChangesWhileTheApiServerIsAway() {
        ServedService.Seen seen = any.during(() -> {
            String before = services.get("any").toString();
            cluster.kill(KubeletCluster.CONTROL, "kube-apiserver");
            Wait.millis(3000);
            cluster.startAgain(KubeletCluster.CONTROL, "kube-apiserver");
            cluster.await(
                    "the API server is back", () -> cluster.api().get("/readyz").isGood());
            any.awaitSettled();
            assertThat(services.get("any")).hasToString(before);
        });

        assertThat(seen.probes().lost()).as("%s", seen).isZero();
        assertThat(seen.requests().unconnected()).as("%s", seen).isZero();
    }

    @Test
    void servicesThatLeaveGiveTheirAddressBack() {
        List<InetAddress> before = local.awaitAddresses(2);
        cluster.api().merge(services.path("local"), """
            {"spec": {"type": "ClusterIP", "externalTrafficPolicy": null, "loadBalancerClass": null}}\
            """).orThrow();
        awaitGone(before);
        cluster.await(
                "the finalizer is gone",
                () -> services.get("local").at("/metadata/finalizers").isEmpty());
        ServedService.apply(cluster, "local", 80, "", LOCAL);
        assertThat(local.awaitAddresses(2)).isEqualTo(before);

        cluster.kubectl("create", "namespace", "short-lived");
        LoadBalancers inside = new LoadBalancers(cluster.api(), "short-lived");
        cluster.kubectl("--namespace=short-lived", "create", "service", "loadbalancer", "gone", "--tcp=80:80");
        List<InetAddress> addresses = cluster.await(
                "a Service without a class is served", () -> inside.addresses("gone"), some -> !some.isEmpty());
        cluster.kubectl("delete", "namespace", "short-lived", "--timeout=30s");
        awaitGone(addresses);
    }

    /** Somebody else's address stands on it, as a cloud's or another load balancer's would. */
    @Test
    void serviceOfAnotherImplementationIsLeftAlone() {
        cluster.api().apply("""
            apiVersion: v1
            kind: Service
            metadata: {name: theirs, finalizers: [service.kubernetes.io/load-balancer-cleanup]}
            spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
            """).orThrow();
        cluster.api().merge(services.path("theirs") + "/status", """
            {"status": {"loadBalancer": {"ingress": [{"ip": "192.0.2.99"}]}}}\
            """).orThrow();

        cluster.await(
                "an Event says why", () -> !services.eventReasons("theirs").isEmpty());
        assertThat(services.addresses("theirs")).containsExactly(InetAddress.ofLiteral("192.0.2.99"));
        assertThat(services.get("theirs").at("/metadata/finalizers")).hasSize(1);
        assertThat(services.get("theirs").at("/status/conditions")).isEmpty();

        cluster.api()
                .merge(services.path("theirs"), "{\"metadata\": {\"finalizers\": null}}")
                .orThrow();
        cluster.api().delete(services.path("theirs")).orThrow();
    }

    @Test
    void traefikGetsAnAddressAndServesAnIngress() {
        Optional<String> program = cluster.program("traefik");
        assumeTrue(program.isPresent(), "Traefik is not built");
        TraefikController.start(cluster, program.orElseThrow(), "any");
        ServedService traefik = new ServedService(cluster, TraefikController.NAME, 80);

        for (InetAddress address : traefik.awaitAddresses(2)) {
            assertThat(traefik.nodesBehind(address))
                    .as("Nginx behind %s", address)
                    .hasSizeGreaterThan(1);
        }
        InetAddress address = traefik.address();
        cluster.await(
                "Traefik says where the Ingress is",
                () -> TraefikController.ingressStatus(cluster).contains(address.getHostAddress()));
        TraefikController.stop(cluster);
        awaitGone(List.of(address));
    }

    private void remove(ServedService... some) {
        List<InetAddress> addresses = Stream.of(some)
                .flatMap(one -> services.addresses(one.name()).stream())
                .toList();
        Stream.of(some).forEach(ServedService::delete);
        Stream.of(some)
                .forEach(one -> cluster.await(
                        one.name() + " is gone", () -> services.get(one.name()).isMissingNode()));
        // One that waits for the same address may get it next, at once or a moment later.
        cluster.await(
                "no node has " + addresses + " without a Service",
                () -> addresses.stream().allMatch(one -> cluster.holders(one).isEmpty() || inUse(one)));
    }

    private boolean inUse(InetAddress address) {
        return cluster.api().get("/api/v1/services").body().toString().contains(address.getHostAddress());
    }

    private void awaitGone(List<InetAddress> addresses) {
        cluster.await(
                "no node has " + addresses,
                () -> addresses.stream()
                        .allMatch(address -> cluster.holders(address).isEmpty()));
    }
}
