package dev.virtualip.e2e.demo;

import dev.virtualip.testkit.daemon.NginxProcess;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.Prober;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Steps of the demo with Kubernetes, and the outage that the client measures at each step. */
final class ClusterScenario {
    /** The file that is applied, below the root of this project. */
    static final String EXAMPLE = "examples/ingress.yaml";

    /** The address in it. */
    static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.10");

    private static final int SETTLE_MILLIS = 1500;
    private static final String APPLY = "kubectl apply -f " + EXAMPLE;
    private static final String ROW = "%-58s %26s%n";

    private static final String CHECK = """
        {"spec": {"healthChecks": [{"name": "nginx", "http": {"port": 80}}]}}\
        """;

    private final Map<String, NginxProcess> servers = new HashMap<>();
    private final KubeCluster cluster;
    private final DemoObserver observer;
    private final Screen screen;
    private final List<String> table = new ArrayList<>();

    ClusterScenario(KubeCluster cluster, DemoObserver observer, Screen screen) {
        this.cluster = cluster;
        this.observer = observer;
        this.screen = screen;
    }

    /** Plays it all. Returns the table of outages, line by line. */
    List<String> play() {
        cluster.startAll();
        cluster.await(
                "all agents have reported",
                () -> cluster.nodes().stream()
                        .noneMatch(node -> cluster.virtualIPs()
                                .router(node.name())
                                .path("status")
                                .path("interfaces")
                                .isEmpty()));
        try (Prober prober = cluster.probe(ADDRESS)) {
            observer.add(ADDRESS.getHostAddress(), prober);
            table.add(String.format(ROW, "WHAT HAPPENED", "THE CLIENT, 1 PROBE EACH MS"));
            act(prober, APPLY, this::apply, () -> !holder().isEmpty());
            String first = holder();
            act(
                    prober,
                    "health check: Nginx on each node answers",
                    this::checkNginx,
                    () -> isAt(first) && areHealthy());
            act(prober, "Nginx on " + first + " is killed", () -> nginx(first).kill(), () -> isElsewhere(first));
            act(prober, "Nginx on " + first + " is back", () -> startNginx(first), () -> isAt(first));
            act(prober, first + " loses power", () -> cluster.powerOff(first), () -> isElsewhere(first));
            act(prober, first + " is back and preempts", () -> powerOn(first), () -> isAt(first));
            withoutApiServer(prober, first);
        }
        cluster.await(
                "the status names the node that answers",
                () -> cluster.virtualIPs().isReady("ingress"));
        return table;
    }

    private void withoutApiServer(Prober prober, String first) {
        act(prober, "the API server is gone", () -> cluster.api().kill(), () -> isAt(first));
        String killed = "meanwhile the agent on " + first + " is killed (kill -9)";
        act(prober, killed, () -> cluster.agent(first).kill(), () -> isElsewhere(first));
        String started = "and started again, still without API server";
        act(prober, started, () -> cluster.startAgent(first), () -> isKnown(first));
        act(prober, "the API server is back", () -> cluster.api().startAgain(), () -> isAt(first));
    }

    private void apply() {
        cluster.applyFile(EXAMPLE);
    }

    private void checkNginx() {
        cluster.nodes().forEach(node -> startNginx(node.name()));
        cluster.api().kubectl("patch", "vip", "ingress", "--type=merge", "-p", CHECK);
    }

    private boolean areHealthy() {
        return cluster.nodes().stream()
                .allMatch(node -> cluster.agent(node.name())
                        .router("ingress-ipv4")
                        .filter(router -> router.at("/healthChecks/0/healthy").asBoolean())
                        .isPresent());
    }

    private void powerOn(String node) {
        cluster.powerOn(node);
        startNginx(node);
    }

    private void startNginx(String node) {
        servers.put(node, NginxProcess.start(cluster.lab().host(node)));
    }

    private NginxProcess nginx(String node) {
        return Objects.requireNonNull(servers.get(node));
    }

    private void act(Prober prober, String what, Runnable strike, BooleanSupplier over) {
        screen.say(what);
        long struck = System.nanoTime();
        strike.run();
        cluster.await(what, over);
        Wait.millis(SETTLE_MILLIS);
        ProbeLog log = prober.since(struck);
        String outage = outage(what, log);
        screen.say("  " + outage);
        table.add(String.format(ROW, what, outage));
    }

    private static String outage(String what, ProbeLog log) {
        if (what.equals(APPLY)) {
            return String.format(Locale.ROOT, "first answer after %.0f ms", log.darkMillis());
        }
        return log.lost() == 0
                ? "0 lost"
                : String.format(Locale.ROOT, "%.0f ms dark (%d lost)", log.darkMillis(), log.lost());
    }

    private String holder() {
        List<String> holders = cluster.holders(ADDRESS);
        return holders.size() == 1 ? holders.getFirst() : "";
    }

    private boolean isAt(String node) {
        return holder().equals(node);
    }

    private boolean isElsewhere(String node) {
        List<String> holders = cluster.holders(ADDRESS);
        return !holders.isEmpty() && !holders.equals(List.of(node)) && !holders.contains(node);
    }

    /** An agent that started from its copy on disk has its virtual router again. */
    private boolean isKnown(String node) {
        return cluster.agent(node).router("ingress-ipv4").isPresent();
    }
}
