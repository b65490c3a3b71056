package dev.virtualip.e2e.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.kernel.LabException;
import dev.virtualip.e2e.kubernetes.Definitions;
import dev.virtualip.e2e.kubernetes.KubeCluster;
import dev.virtualip.e2e.kubernetes.Write;
import dev.virtualip.e2e.lab.Host;
import dev.virtualip.e2e.lab.Pause;
import dev.virtualip.e2e.probe.Prober;
import dev.virtualip.e2e.probe.Probing;
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
 * Two nodes whose agents go through a {@link Door} to the API server, node-a before node-b, and what they are to run.
 * No operator: a test is what writes the orders.
 */
final class Scenery implements AutoCloseable {
    static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.100");
    static final String ROUTER = "web-ipv4";
    static final List<String> NODES = List.of("node-a", "node-b");

    private static final String ACCOUNT = "system:serviceaccount:" + KubeCluster.NAMESPACE + ":virtualip-agent";
    private static final Duration TEN_MILLIS = Duration.ofMillis(10);
    private static final int TEN_MINUTES = 60_000;
    private static final int LOOKS = 30;
    private static final int LOOK_EVERY_MILLIS = 100;

    private final KubeCluster cluster;
    private final Door door;
    private final Map<String, AgentProcess> agents = new HashMap<>();

    private Scenery(KubeCluster cluster) {
        this.cluster = cluster;
        Definitions.serveVrrpRouters(cluster);
        this.door = new Door(cluster, newKeys());
        NODES.forEach(this::prepare);
    }

    static Scenery start(String title) {
        KubeCluster cluster = KubeCluster.start(title, NODES.toArray(String[]::new));
        try {
            Scenery scenery = new Scenery(cluster);
            NODES.forEach(node -> scenery.order(node, ""));
            NODES.forEach(scenery::startAgent);
            scenery.await(
                    "node-a holds the address", () -> cluster.holders(ADDRESS).equals(List.of("node-a")));
            NODES.forEach(node -> scenery.await(node + " has reported", () -> scenery.isCarriedOut(node)));
            return scenery;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    KubeCluster cluster() {
        return cluster;
    }

    Door door() {
        return door;
    }

    AgentProcess agent(String node) {
        AgentProcess agent = agents.get(node);
        if (agent == null) {
            throw new LabException("no agent was started on " + node);
        }
        return agent;
    }

    void startAgent(String node) {
        Host host = cluster.lab().host(node);
        agents.put(node, AgentProcess.join(host, file(node, "kubeconfig"), KubeCluster.NAMESPACE));
    }

    /**
     * Writes what a node shall run: the virtual router that all is about, and more.
     *
     * @param more as in {@code , {name: …}}
     */
    void order(String node, String more) {
        cluster.api()
                .admin()
                .apply("""
                    apiVersion: virtualip.dev/v1alpha1
                    kind: VRRPRouter
                    metadata: {name: %1$s}
                    spec:
                      virtualRouters:
                      - {name: %2$s, interface: eth1, addresses: [192.0.2.100/24], priority: %3$d,
                         advertisementInterval: 250ms, vrrp: {virtualRouterID: 51}}
                    %4$s
                    """.formatted(node, ROUTER, node.equals("node-a") ? 200 : 100, more.indent(2)))
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

    /** What an agent says of its readiness; empty while it is not ready. */
    String readiness(String node) {
        return agent(node).get("/readyz").orElse("").strip();
    }

    /** How often the virtual router has changed its state on a node. */
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
                Prober.start(cluster.lab().host("client"), new Probing(ADDRESS, TEN_MILLIS, false, TEN_MINUTES));
        await(
                "the client has an answer",
                () -> prober.log().sent() > prober.log().lost());
        return prober;
    }

    /** What agents have written so far. */
    List<Write> writes() {
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
            door.cut();
            for (int look = 0; look < LOOKS; look++) {
                if (condition.getAsBoolean()) {
                    return;
                }
                Pause.millis(LOOK_EVERY_MILLIS);
            }
        }
        await(what, condition);
    }

    /** A new key for the door; agents do not trust it yet. */
    DoorKeys newKeys() {
        return DoorKeys.generate(cluster.lab().folder(), cluster.management().inet(cluster.control()));
    }

    /** Tells agents whom to trust. */
    void trust(DoorKeys keys) {
        NODES.forEach(node -> write(file(node, "ca.crt"), keys.certificate()));
    }

    /** Gives an agent a token, as a kubelet does when the one before comes to its end. */
    void giveToken(String node) {
        write(file(node, "token"), cluster.api().tokenOnNode(KubeCluster.NAMESPACE, "virtualip-agent", node) + "\n");
    }

    private void prepare(String node) {
        giveToken(node);
        trust(door.keys());
        write(file(node, "kubeconfig"), """
            apiVersion: v1
            kind: Config
            clusters: [{name: lab, cluster: {server: "%s", certificate-authority: "%s"}}]
            users: [{name: me, user: {tokenFile: "%s"}}]
            contexts: [{name: lab, context: {cluster: lab, user: me}}]
            current-context: lab
            """.formatted(door.url(), file(node, "ca.crt"), file(node, "token")));
    }

    private Path file(String node, String what) {
        return cluster.lab().folder().resolve(node + "-door." + what);
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
