package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.PersistentConnection;
import dev.virtualip.testkit.lab.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An agent with busy timers while its VRRPRouter changes as fast as the API server takes it: what that does to its
 * event loop. The same changes to another node's object are the same work for the machine, and none for the agent.
 */
final class Storm implements AutoCloseable {
    private static final String NODE = "node-a";
    private static final String OTHER = "node-b";
    private static final String ROUTERS = "/apis/virtualip.dev/v1alpha1/vrrprouters";
    private static final int BUSY = 20;
    private static final int WRITERS = 3;
    private static final int PRIORITIES = 100;
    private static final int ROUNDS_PER_ORDER = 10;
    private static final int OK = 200;
    private static final int SETTLE_MILLIS = 3000;
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final KubeCluster cluster;
    private final AgentProcess agent;

    /** Object that is changed during a measurement. */
    enum Target {
        NONE("at rest"),
        ANOTHER("storm on another node's object"),
        ITSELF("storm on its own object");

        private final String words;

        Target(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * Values of one measurement.
     *
     * @param changes changes that the API server acknowledged, in a second
     * @param events watch events that reached the agent, in a second
     * @param lateness how late its advertisements left
     * @param processor the part of a processor that it used
     * @param mebibytes its resident memory at the end
     */
    record Seen(double changes, double events, LatenessBuckets lateness, double processor, double mebibytes) {}

    private Storm(KubeCluster cluster) {
        this.cluster = cluster;
        cluster.serveVrrpRouters();
        order(NODE);
        order(OTHER);
        this.agent = cluster.startAgent(NODE);
        cluster.await("all are Active", () -> value("virtualip_state") == 2 * BUSY);
        Wait.millis(SETTLE_MILLIS);
    }

    static Storm start() {
        KubeCluster cluster = KubeCluster.start("bench-storm", NODE, OTHER);
        try {
            return new Storm(cluster);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Looks on for so long. */
    Seen measure(Target target, int seconds) {
        LatenessBuckets before = LatenessBuckets.of(metrics());
        double events = value("virtualip_api_watch_events_total");
        Duration used = agent.processorTime();
        long start = System.nanoTime();
        int changes = changes(target, seconds);
        double took = (System.nanoTime() - start) / NANOS_PER_SECOND;
        Seen seen = new Seen(
                changes / took,
                (value("virtualip_api_watch_events_total") - events) / took,
                LatenessBuckets.of(metrics()).since(before),
                agent.processorTime().minus(used).toNanos() / NANOS_PER_SECOND / took,
                agent.residentBytes() / BYTES_PER_MIB);
        Wait.millis(SETTLE_MILLIS);
        return seen;
    }

    @Override
    public void close() {
        cluster.close();
    }

    /** Changes an object all the time, and returns how often that was acknowledged. */
    private int changes(Target target, int seconds) {
        AtomicBoolean over = new AtomicBoolean();
        List<FutureTask<Integer>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS && target != Target.NONE; writer++) {
            String node = target == Target.ITSELF ? NODE : OTHER;
            FutureTask<Integer> writing = new FutureTask<>(() -> write(node, over));
            Thread.ofPlatform().daemon().start(writing);
            writers.add(writing);
        }
        Wait.millis(seconds * 1000L);
        over.set(true);
        return writers.stream().mapToInt(Storm::result).sum();
    }

    private int write(String node, AtomicBoolean over) {
        int acknowledged = 0;
        try (PersistentConnection connection = cluster.api().persistentConnection()) {
            for (int round = 0; !over.get(); round++) {
                acknowledged += connection.merge(ROUTERS + "/" + node, patch(round)) == OK ? 1 : 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return acknowledged;
    }

    /** Now and then it is an order that the agent carries out; mostly it is nothing to it, as a status is. */
    private static String patch(int round) {
        return round % ROUNDS_PER_ORDER == 0
                ? "{\"spec\": {\"virtualRouters\": [%s]}}".formatted(routers(1 + round % PRIORITIES))
                : "{\"metadata\": {\"annotations\": {\"example.org/now\": \"%d\"}}}".formatted(System.nanoTime());
    }

    private void order(String node) {
        cluster.api().admin().apply("""
            {"apiVersion": "virtualip.dev/v1alpha1", "kind": "VRRPRouter", "metadata": {"name": "%s"},
             "spec": {"virtualRouters": [%s]}}
            """.formatted(node, routers(PRIORITIES))).orThrow();
    }

    private static String routers(int priority) {
        return IntStream.rangeClosed(1, BUSY)
                .mapToObj(id -> """
                    {"name": "r%1$d", "interface": "eth1", "addresses": ["203.0.113.%1$d"], "priority": %2$d,
                     "advertisementInterval": "10ms", "vrrp": {"virtualRouterID": %1$d}}\
                    """.formatted(id, priority))
                .collect(Collectors.joining(", "));
    }

    private String metrics() {
        return agent.get("/metrics").orElse("");
    }

    /** The sum of all samples of a metric. */
    private double value(String metric) {
        Matcher line = Pattern.compile(String.format(Locale.ROOT, "(?m)^%s(\\{[^}]*})? (\\S+)$", Pattern.quote(metric)))
                .matcher(metrics());
        return line.results()
                .mapToDouble(found -> Double.parseDouble(found.group(2)))
                .sum();
    }

    private static int result(FutureTask<Integer> writing) {
        try {
            return writing.get();
        } catch (ExecutionException e) {
            throw new LabException("the writing to the API server failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while it waited for the writers", e);
        }
    }
}
