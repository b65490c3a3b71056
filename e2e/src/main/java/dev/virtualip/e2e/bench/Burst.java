package dev.virtualip.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.PersistentConnection;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import dev.virtualip.testkit.wire.CapturedPacket;
import dev.virtualip.testkit.wire.PacketCapture;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Many VirtualIPs applied at once in a cluster of three nodes: when each answers, is Ready, and where it ends. */
final class Burst implements AutoCloseable {
    /** Below it are the lab's own hosts. */
    private static final int FIRST = 16;

    private static final int POLL_MILLIS = 200;
    private static final int QUIET_MILLIS = 30_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NODES = 3;
    private static final double EVEN = 1.15;
    private static final int MAX_PROBES = 60_000;

    /** Every so many addresses have a client of their own while they move. */
    private static final int PROBED_EACH = 12;

    private static final Duration PROBE_PERIOD = Duration.ofMillis(10);
    private static final String LATE_NODE = "node-c";
    private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";
    private static final String ADDRESS = "192.0.2.";

    private final KubeCluster cluster;
    private final PacketCapture capture;
    private final int count;

    private Burst(KubeCluster cluster, int count) {
        this.cluster = cluster;
        this.count = count;
        cluster.startAll();
        this.capture = PacketCapture.start(cluster.lab());
    }

    /**
     * Results of one burst.
     *
     * @param answered seconds from the end of applying until the last address was announced
     * @param ready seconds from the same moment until the last one was Ready
     * @param moved how many were announced by a second node within their first three seconds
     * @param counted how many have a move in their status in the end
     * @param unevenness the most loaded node by planned priorities, compared to the mean
     */
    record Seconds(double answered, double ready, double moved, double counted, double unevenness) {}

    /**
     * Results of a third node's coming.
     *
     * @param even seconds until no node is planned to hold more than 1.15 times the mean
     * @param moved how many of the probed addresses another node answers for then
     * @param lost probes lost until 30 s after that, of all clients
     */
    record Rebalanced(double even, double moved, double lost) {}

    static Burst start(int count) {
        KubeCluster cluster = KubeCluster.start("bench-burst", "node-a", "node-b", LATE_NODE);
        try {
            return new Burst(cluster, count);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    Seconds measure() {
        long begun = System.nanoTime();
        Instant start = Instant.now();
        applyAll();
        long applied = System.nanoTime();
        int most = 0;
        long ready = applied;
        while (most < count) {
            int now = (int) items().stream().filter(Burst::isReady).count();
            if (now != most) {
                System.err.printf("%.1f s: %d Ready, loads %s%n", seconds(applied, System.nanoTime()), now, loads());
            }
            most = now;
            ready = System.nanoTime();
            if (seconds(applied, ready) > KubeCluster.PATIENCE.toSeconds()) {
                break;
            }
            Wait.millis(POLL_MILLIS);
        }
        Map<InetAddress, List<CapturedPacket.Claim>> claims = capture.claims().stream()
                .filter(claim -> claim.atNanos() > begun)
                .collect(Collectors.groupingBy(CapturedPacket.Claim::address));
        double answered = 0;
        int moved = 0;
        for (int number = 0; number < count; number++) {
            List<CapturedPacket.Claim> its = claims.getOrDefault(address(number), List.of());
            if (its.isEmpty()) {
                answered = Double.MAX_VALUE;
                continue;
            }
            answered = Math.max(answered, seconds(applied, its.getFirst().atNanos()));
            moved += its.stream()
                            .anyMatch(
                                    claim -> !claim.host().equals(its.getFirst().host())
                                            && seconds(its.getFirst().atNanos(), claim.atNanos()) < 3)
                    ? 1
                    : 0;
        }
        System.err.printf(
                "apply took %.1f s; answered %.1f s, ready %.1f s, moved %d; loads when Ready %s, moves %d%n",
                seconds(begun, applied), answered, seconds(applied, ready), moved, loads(), moves());
        System.err.println(cluster.api().writes().stream()
                .filter(write -> write.time().isAfter(start))
                .collect(Collectors.groupingBy(write -> write.user() + " " + write.resource(), Collectors.counting())));
        Wait.millis(QUIET_MILLIS);
        Map<String, Integer> loads = loads();
        System.err.printf("loads after 30 s %s, moves %d%n", loads, moves());
        return new Seconds(answered, seconds(applied, ready), moved, moves(), highest(loads) * NODES / count);
    }

    /** Two nodes hold all addresses; then there is a third one. */
    Rebalanced rebalance() {
        Map<String, Object> label = new HashMap<>();
        label.put(EXCLUDED, "true");
        cluster.nodeObjects().label(LATE_NODE, label);
        applyAll();
        cluster.await(
                "all are Ready", () -> items().stream().filter(Burst::isReady).count() == count);
        Wait.millis(QUIET_MILLIS);
        Map<InetAddress, String> before = new HashMap<>();
        List<Prober> clients = new ArrayList<>();
        for (int number = 0; number < count; number += PROBED_EACH) {
            before.put(address(number), cluster.awaitHolder(address(number)));
            clients.add(cluster.probe(new ProbeSettings(address(number), PROBE_PERIOD, false, MAX_PROBES)));
        }

        label.put(EXCLUDED, null);
        cluster.nodeObjects().label(LATE_NODE, label);
        long begun = System.nanoTime();
        cluster.await("the nodes are even", () -> highest(loads()) * NODES / count <= EVEN);
        double even = seconds(begun, System.nanoTime());
        Wait.millis(QUIET_MILLIS);
        long moved = before.entrySet().stream()
                .filter(entry -> !cluster.holders(entry.getKey()).equals(List.of(entry.getValue())))
                .count();
        int lost = clients.stream().mapToInt(client -> client.log().lost()).sum();
        System.err.printf(
                "even after %.1f s: %s; %d of %d moved, %d probes lost%n", even, loads(), moved, before.size(), lost);
        clients.forEach(Prober::close);
        return new Rebalanced(even, moved, lost);
    }

    /** Takes all away again. */
    void clear() {
        items().forEach(item ->
                cluster.virtualIPs().delete(item.at("/metadata/name").asText()));
        cluster.await(
                "nothing is left",
                () -> cluster.nodes().stream()
                        .allMatch(node -> cluster.virtualIPs()
                                .router(node.name())
                                .at("/status/virtualRouters")
                                .isEmpty()));
    }

    @Override
    public void close() {
        cluster.close();
    }

    /** Over one connection, so that the last one follows the first as soon as the API server allows it. */
    private void applyAll() {
        try (PersistentConnection connection = cluster.api().persistentConnection()) {
            for (int number = 0; number < count; number++) {
                String name = "burst-" + number;
                String json = """
                    {"apiVersion": "virtualip.dev/v1alpha1", "kind": "VirtualIP", "metadata": {"name": "%s"},
                     "spec": {"addresses": ["%s/24"]}}\
                    """.formatted(name, address(number).getHostAddress());
                int status = connection.apply("/apis/virtualip.dev/v1alpha1/virtualips/" + name, json);
                if (status >= HttpURLConnection.HTTP_BAD_REQUEST) {
                    throw new LabException("the API server refused " + name + ": status " + status);
                }
            }
        } catch (IOException e) {
            throw new LabException("closing the connection to the API server failed: " + e.getMessage(), e);
        }
    }

    private List<JsonNode> items() {
        List<JsonNode> items = new ArrayList<>();
        cluster.api()
                .admin()
                .get("/apis/virtualip.dev/v1alpha1/virtualips")
                .body()
                .path("items")
                .forEach(items::add);
        return items;
    }

    private static boolean isReady(JsonNode virtualIP) {
        for (JsonNode condition : virtualIP.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    /** Number of addresses planned for each node, by priority. */
    private Map<String, Integer> loads() {
        Map<String, Integer> loads = new HashMap<>();
        for (JsonNode item : items()) {
            String top = "";
            int most = 0;
            for (JsonNode node : item.at("/status/virtualRouters/0/nodes")) {
                if (node.path("priority").asInt() > most) {
                    most = node.path("priority").asInt();
                    top = node.path("name").asText();
                }
            }
            loads.merge(top, 1, Integer::sum);
        }
        return loads;
    }

    private static int highest(Map<String, Integer> loads) {
        return loads.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private int moves() {
        return items().stream()
                .mapToInt(item -> item.at("/status/moves").asInt() > 0 ? 1 : 0)
                .sum();
    }

    private static double seconds(long from, long to) {
        return (to - from) / NANOS_PER_SECOND;
    }

    private static InetAddress address(int number) {
        return InetAddress.ofLiteral(ADDRESS + (FIRST + number));
    }
}
