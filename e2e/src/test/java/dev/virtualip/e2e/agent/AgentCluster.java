package dev.virtualip.e2e.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kubernetes.AuditedWrite;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Two nodes whose agents reach the API server through a {@link FaultyProxy}; node-a has the higher priority.
 */
final class AgentCluster implements AutoCloseable {
    static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.100");
    static final String ROUTER = "web-ipv4";
    static final List<String> NODES = List.of("node-a", "node-b");

    private static final String ACCOUNT = "system:serviceaccount:" + KubeCluster.NAMESPACE + ":virtualip-agent";
    private static final Duration TEN_MILLIS = Duration.ofMillis(10);
    private static final int TEN_MINUTES = 60_000;
    private static final int LOOKS = 30;
    private static final int LOOK_EVERY_MILLIS = 100;

    private final KubeCluster cluster;
    private final FaultyProxy proxy;
    private final Map<String, AgentProcess> agents = new HashMap<>();

    private AgentCluster(KubeCluster cluster) {
        this.cluster = cluster;
        cluster.serveVrrpRouters();
        this.proxy = new FaultyProxy(cluster, newKeys());
        NODES.forEach(this::prepare);
    }

    static AgentCluster start(String title) {
        KubeCluster cluster = KubeCluster.start(title, NODES.toArray(String[]::new));
        try {
            AgentCluster started = new AgentCluster(cluster);
            NODES.forEach(node -> started.order(node, ""));
            NODES.forEach(started::startAgent);
            started.await(
                    "node-a holds the address", () -> cluster.holders(ADDRESS).equals(List.of("node-a")));
            NODES.forEach(node -> started.await(node + " has reported", () -> started.isCarriedOut(node)));
            return started;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    KubeCluster cluster() {
        return cluster;
    }

    FaultyProxy proxy() {
        return proxy;
    }

    AgentProcess agent(String node) {
        AgentProcess agent = agents.get(node);
        if (agent == null) {
            throw new LabException("no agent was started on " + node);
        }
        return agent;
    }

    void startAgent(String node) {
        LabHost host = cluster.lab().host(node);
        agents.put(node, AgentProcess.join(host, file(node, "kubeconfig"), KubeCluster.NAMESPACE));
    }

    /**
     * Writes the spec of a node: the virtual router under test, and more.
     *
     * @param more as in {@code , {name: …}}
     */
    void order(String node, String more) {
        order(node, "[]", more);
    }

    /** The same with health checks of the virtual router under test, as a YAML list. */
    void order(String node, String healthChecks, String more) {
        cluster.api()
                .admin()
                .apply("""
                    apiVersion: virtualip.dev/v1alpha1
                    kind: VRRPRouter
                    metadata: {name: %1$s}
                    spec:
                      virtualRouters:
                      - {name: %2$s, interface: eth1, addresses: [192.0.2.100/24], priority: %3$d,
                         advertisementInterval: 250ms, vrrp: {virtualRouterID: 51}, healthChecks: %5$s}
                    %4$s
                    """.formatted(node, ROUTER, node.equals("node-a") ? 200 : 100, more.indent(2), healthChecks))
                .orThrow();
    }

    /** A second virtual router, for {@link #order}; whichever value it gets, it is another order than before. */
    static String second(int priority) {
        return "- {name: other, interface: eth1, addresses: [192.0.2.200], priority: %d, vrrp: {virtualRouterID: 52}}"
                .formatted(priority);
    }

    /** Whether an agent says that it has carried out what its object says now. */
    boolean isCarriedOut(String node) {
        JsonNode object = cluster.virtualIPs().router(node);
        return object.has("status")
                && object.at("/status/observedGeneration").asLong()
                        == object.at("/metadata/generation").asLong();
    }

    /** Readiness text of an agent; empty while it is not ready. */
    String readiness(String node) {
        return agent(node).get("/readyz").orElse("").strip();
    }

    /** Number of state transitions of the virtual router on a node. */
    long transitions(String node) {
        return agent(node)
                .router(ROUTER)
                .orElseThrow(() -> new LabException(node + " does not run " + ROUTER))
                .path("transitions")
                .asLong();
    }

    /** A client that asks for the address a hundred times a second. */
    Prober probe() {
        Prober prober =
                Prober.start(cluster.lab().host("client"), new ProbeSettings(ADDRESS, TEN_MILLIS, false, TEN_MINUTES));
        await(
                "the client has an answer",
                () -> prober.log().sent() > prober.log().lost());
        return prober;
    }

    /** Writes of agents so far. */
    List<AuditedWrite> writes() {
        return cluster.api().writes().stream()
                .filter(write -> write.user().equals(ACCOUNT))
                .toList();
    }

    void await(String what, BooleanSupplier condition) {
        cluster.await(what, condition);
    }

    /**
     * Waits for what becomes of agents when the API server takes them for others than before: it goes on believing for
     * some seconds, and never asks those again who watch already. So they are cut off from time to time.
     */
    void cutUntil(String what, BooleanSupplier condition) {
        final int rounds = 30;
        for (int round = 0; round < rounds; round++) {
            proxy.cut();
            for (int look = 0; look < LOOKS; look++) {
                if (condition.getAsBoolean()) {
                    return;
                }
                Wait.millis(LOOK_EVERY_MILLIS);
            }
        }
        await(what, condition);
    }

    /** A new key for the proxy; agents do not trust it yet. */
    ProxyKeys newKeys() {
        return ProxyKeys.generate(cluster.lab().folder(), cluster.management().inet(cluster.control()));
    }

    /** Writes the certificate authority that agents trust. */
    void trust(ProxyKeys keys) {
        NODES.forEach(node -> write(file(node, "ca.crt"), keys.certificate()));
    }

    /** Gives an agent a token, as a kubelet does when the one before comes to its end. */
    void giveToken(String node) {
        write(file(node, "token"), cluster.api().tokenOnNode(KubeCluster.NAMESPACE, "virtualip-agent", node) + "\n");
    }

    private void prepare(String node) {
        giveToken(node);
        trust(proxy.keys());
        write(file(node, "kubeconfig"), """
            apiVersion: v1
            kind: Config
            clusters: [{name: lab, cluster: {server: "%s", certificate-authority: "%s"}}]
            users: [{name: me, user: {tokenFile: "%s"}}]
            contexts: [{name: lab, context: {cluster: lab, user: me}}]
            current-context: lab
            """.formatted(proxy.url(), file(node, "ca.crt"), file(node, "token")));
    }

    private Path file(String node, String what) {
        return cluster.lab().folder().resolve(node + "-proxy." + what);
    }

    private static void write(Path file, String text) {
        try {
            Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".draft"), text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
