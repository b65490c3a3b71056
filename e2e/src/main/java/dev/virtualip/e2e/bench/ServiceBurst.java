package dev.virtualip.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.kubernetes.FakeAgents;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.lab.Wait;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many Services at once in a cluster of simulated nodes: an API server, an operator, and agents in name only. */
final class ServiceBurst implements AutoCloseable {
    private static final List<String> NODES =
            IntStream.rangeClosed(1, 9).mapToObj(number -> "node-" + number).toList();

    private static final int REST_SECONDS = 30;
    private static final int POLL_MILLIS = 100;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private static final String POOL = """
        apiVersion: virtualip.dev/v1alpha1
        kind: VirtualIPPool
        metadata: {name: edge}
        spec:
          ranges: [192.0.2.16-192.0.2.199, 198.51.100.0/24, 203.0.113.0/24]
          template: {interface: {name: eth1}}
        """;

    private final KubeCluster cluster;
    private final int count;
    private final OperatorProcess operator;
    private final FakeAgents agents;

    private ServiceBurst(KubeCluster cluster, int count) {
        this.cluster = cluster;
        this.count = count;
        this.operator = cluster.startOperator();
        this.agents = FakeAgents.start(cluster, NODES);
        cluster.api().admin().apply(POOL).orThrow();
        // More than the 254 cluster addresses that the API server begins with.
        cluster.api().admin().apply("""
            {apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: more},
             spec: {cidrs: [10.97.0.0/22]}}
            """).orThrow();
    }

    static ServiceBurst start(int count) {
        KubeCluster cluster = KubeCluster.start("bench-services-burst", NODES.toArray(String[]::new));
        try {
            return new ServiceBurst(cluster, count);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Creates them and returns the values by name. */
    Map<String, Double> measure() {
        Instant begun = Instant.now();
        long start = System.nanoTime();
        cluster.api().admin().apply(documents()).orThrow();
        long applied = System.nanoTime();
        agents.await("all have an address", () -> assigned() == count);
        long assigned = System.nanoTime();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("to create them, s", (applied - start) / NANOS_PER_SECOND);
        values.put("created to last address in status, s", (assigned - applied) / NANOS_PER_SECOND);
        quiet();
        System.err.println("writes by resource and verb: " + writes(begun));
        writes(begun).forEach((name, number) -> values.put(name + " writes", (double) number));
        values.put("most loaded node / mean", unevenness());
        values.put("a plan, mean, ms", planMillis());
        values.put("operator, resident MiB", operator.residentBytes() / (double) (1 << 20));
        Instant rest = Instant.now();
        obeyFor(REST_SECONDS);
        values.put("writes in %d s at rest".formatted(REST_SECONDS), (double)
                writes(rest).values().stream().mapToLong(Long::longValue).sum());
        return values;
    }

    @Override
    public void close() {
        cluster.close();
    }

    private String documents() {
        return IntStream.range(0, count)
                .mapToObj(number -> """
                    {apiVersion: v1, kind: Service, metadata: {name: "s-%d", namespace: default},
                     spec: {type: LoadBalancer, loadBalancerClass: virtualip.dev/vrrp,
                            allocateLoadBalancerNodePorts: false, selector: {app: web}, ports: [{port: 80}]}}
                    """.formatted(number))
                .collect(Collectors.joining("---\n"));
    }

    /** Until the operator has written nothing for three seconds. */
    private void quiet() {
        for (int still = 0; still < 3; ) {
            Instant since = Instant.now();
            obeyFor(1);
            still = writes(since).isEmpty() ? still + 1 : 0;
        }
    }

    private void obeyFor(int seconds) {
        long end = System.nanoTime() + (long) (seconds * NANOS_PER_SECOND);
        while (System.nanoTime() < end) {
            agents.obey();
            Wait.millis(POLL_MILLIS);
        }
    }

    private int assigned() {
        int assigned = 0;
        for (JsonNode item : items("/api/v1/namespaces/default/services")) {
            assigned += item.at("/status/loadBalancer/ingress").isEmpty() ? 0 : 1;
        }
        return assigned;
    }

    /** Number of the operator's writes since then by resource, without the renewals of its Lease. */
    private Map<String, Long> writes(Instant since) {
        return cluster.api().writes().stream()
                .filter(write -> write.time().isAfter(since))
                .filter(write ->
                        write.user().equals("system:serviceaccount:" + KubeCluster.NAMESPACE + ":virtualip-operator"))
                .filter(write -> !write.resource().equals("leases"))
                .collect(Collectors.groupingBy(write -> write.resource(), TreeMap::new, Collectors.counting()));
    }

    /** The mean time of a plan, also of those before the Services came. */
    private double planMillis() {
        String metrics = operator.get("/metrics").orElse("");
        return sample(metrics, "virtualip_operator_plan_seconds_sum")
                / sample(metrics, "virtualip_operator_plan_seconds_count")
                * MILLIS_PER_SECOND;
    }

    private static double sample(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** The most addresses that are planned for one node, by the highest priority, compared to the mean. */
    private double unevenness() {
        Map<String, Integer> loads = new HashMap<>();
        for (JsonNode item : items("/apis/virtualip.dev/v1alpha1/virtualips")) {
            loads.merge(item.at("/status/activeNode").asText(), 1, Integer::sum);
        }
        System.err.println("addresses by node: " + loads);
        int highest = loads.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return highest * (double) NODES.size() / count;
    }

    private JsonNode items(String path) {
        return cluster.api().admin().get(path).orThrow().path("items");
    }
}
