package dev.virtualip.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.lab.HostAddress;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.probe.Prober;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster in which everything runs, shared by the stories of a class: registered there, it is up before the first
 * one, each of them finds it as the first one did, and nothing is left after the last.
 */
final class SharedCluster implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** The address of most stories. */
    static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.100");

    /** The spec of the VirtualIP that has it. */
    static final String FIELDS = "addresses: [192.0.2.100/24]";

    private static final String KINDS = "/apis/virtualip.dev/v1alpha1/";

    private final String title;
    private final LabSubnets network;
    private final String[] nodes;
    private final Set<String> dark = new TreeSet<>();

    @SuppressWarnings("NullAway.Init") // set before the first test
    private KubeCluster cluster;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private OperatorProcess operator;

    private SharedCluster(String title, LabSubnets network, String... nodes) {
        this.title = title;
        this.network = network;
        this.nodes = nodes;
    }

    /** One with these nodes. */
    static SharedCluster of(String title, LabSubnets network, String... nodes) {
        return new SharedCluster(title, network, nodes);
    }

    /** One with three nodes. */
    static SharedCluster of(String title) {
        return of(title, LabSubnets.DOCUMENTATION, "node-a", "node-b", "node-c");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        cluster = KubeCluster.start(title, network, nodes);
        operator = cluster.startAll();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        tidy();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (cluster != null) {
            cluster.close();
        }
    }

    KubeCluster cluster() {
        return cluster;
    }

    /** The operator that was started last. */
    OperatorProcess operator() {
        return operator;
    }

    void startOperator() {
        operator = cluster.startOperator();
    }

    /** Applies a VirtualIP whose spec has these fields, in the flow style of YAML. */
    void apply(String name, String fields) {
        cluster.api().admin().apply(document(name, fields)).orThrow();
    }

    static String document(String name, String fields) {
        return "{apiVersion: virtualip.dev/v1alpha1, kind: VirtualIP, metadata: {name: %s}, spec: {%s}}"
                .formatted(name, fields);
    }

    /** Applies a VirtualIP with the usual address; returns who answers, when everything is as planned. */
    String applied(String name) {
        apply(name, FIELDS);
        awaitAsPlanned(name);
        return awaitReady(name, ADDRESS);
    }

    /** The nodes that have the usual address now. */
    List<String> holders() {
        return cluster.holders(ADDRESS);
    }

    /** Waits until exactly one node has the address and the status says so of that node; returns its name. */
    String awaitReady(String name, InetAddress address) {
        await(
                name + " is Ready where the address is",
                () -> cluster.virtualIPs().isReady(name)
                        && cluster.holders(address)
                                .equals(List.of(cluster.virtualIPs().activeNode(name))));
        return cluster.virtualIPs().activeNode(name);
    }

    /** Waits until the status also says that nothing is wrong: there are Backups, and all nodes do as planned. */
    void awaitAsPlanned(String name) {
        awaitCondition(name, "Degraded", "False", "AsPlanned");
        awaitCondition(name, "Programmed", "True", "Programmed");
    }

    /** Waits until a condition has this status and this reason, and its message all these words. */
    void awaitCondition(String name, String condition, String status, String reason, String... words) {
        await(
                "%s of %s is %s (%s) and says %s".formatted(condition, name, status, reason, Arrays.toString(words)),
                () -> cluster.virtualIPs().has(name, condition, status, reason)
                        && Arrays.stream(words).allMatch(message(name, condition)::contains));
    }

    /** Waits for something; when it does not come, says everything that the API server has of VirtualIPs, too. */
    void await(String what, BooleanSupplier condition) {
        try {
            cluster.await(what, condition);
        } catch (LabException e) {
            throw new LabException(e.getMessage() + "\n" + cluster.api().kubectl("get", "virtualips", "-o", "yaml"), e);
        }
    }

    /** Message of a condition of a VirtualIP; empty when there is none. */
    String message(String name, String condition) {
        return stream(status(name).path("conditions"))
                .filter(one -> one.path("type").asText().equals(condition))
                .map(one -> one.path("message").asText())
                .collect(Collectors.joining());
    }

    /** Waits until there is an Event with this reason about a VirtualIP, and its message has all these words. */
    void awaitEvent(String name, String reason, String... words) {
        awaitEventOf("VirtualIP", name, reason, words);
    }

    /** The same about an object of any kind. */
    void awaitEventOf(String kind, String name, String reason, String... words) {
        cluster.await(
                "an Event %s about %s %s says %s".formatted(reason, kind, name, Arrays.toString(words)),
                () -> cluster.virtualIPs().events(kind, name).stream()
                        .filter(event -> event.path("reason").asText().equals(reason))
                        .map(event -> event.path("message").asText())
                        .anyMatch(message -> Arrays.stream(words).allMatch(message::contains)));
    }

    /** The status of a VirtualIP. */
    JsonNode status(String name) {
        return cluster.virtualIPs().get(name).path("status");
    }

    void powerOff(String node) {
        cluster.powerOff(node);
        dark.add(node);
    }

    void powerOn(String node) {
        cluster.powerOn(node);
        dark.remove(node);
    }

    /** A client that asks for an address each millisecond from when it first answered. */
    Prober probe(InetAddress address) {
        Prober prober = cluster.probe(address);
        cluster.await(
                "the client has an answer",
                () -> prober.log().sent() > prober.log().lost());
        return prober;
    }

    /** Repairs what a story broke, takes away its VirtualIPs, and waits until no node has anything of them any more. */
    void tidy() {
        cluster.lab().heal();
        Set.copyOf(dark).forEach(this::powerOn);
        if (!operator.isAlive()) {
            startOperator();
        }
        for (LabHost node : cluster.nodes()) {
            if (!cluster.agent(node.name()).isAlive()) {
                cluster.startAgent(node.name());
            }
        }
        cluster.api().admin().delete(KINDS + "virtualips").orThrow();
        cluster.nodes().forEach(node -> cluster.await("nothing is left on " + node, () -> hasNothing(node)));
    }

    /** Whether a node has nothing to do, says so, and has only addresses of its own. */
    boolean hasNothing(LabHost node) {
        JsonNode router = cluster.virtualIPs().router(node.name());
        JsonNode status = router.path("status");
        return router.has("spec")
                && router.path("spec").path("virtualRouters").isEmpty()
                && status.path("virtualRouters").isEmpty()
                && status.path("observedGeneration").asLong()
                        == router.path("metadata").path("generation").asLong()
                && hasOnlyItsOwnAddresses(node);
    }

    static boolean hasOnlyItsOwnAddresses(LabHost node) {
        return node.addresses().stream()
                .map(HostAddress::address)
                .allMatch(address ->
                        address.isLinkLocalAddress() || address.equals(node.inet()) || address.equals(node.inet6()));
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
