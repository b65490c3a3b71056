package dev.virtualip.testkit.kubelets;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kubernetes.LoadBalancers;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.HttpLoad;
import dev.virtualip.testkit.probe.HttpLoadLog;
import dev.virtualip.testkit.probe.PageReader;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.Prober;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A Service of type LoadBalancer in namespace {@code default}, with the {@link NginxPods} behind its port.
 *
 * @param cluster where it is
 * @param name its name
 * @param port its only port
 */
public record ServedService(KubeletCluster cluster, String name, int port) {
    private static final int AFTERWARDS_MILLIS = 1500;
    private static final int QUESTIONS = 12;

    /**
     * Results of a client while something happened.
     *
     * @param probes echo requests to the address, one each millisecond
     * @param requests requests over new connections to the port, one each five milliseconds
     */
    public record Seen(ProbeLog probes, HttpLoadLog requests) {}

    /**
     * Creates one.
     *
     * @param annotations its annotations, {@code key: value} in YAML's flow style
     * @param spec what its spec has besides class, selector and port, in the same style
     */
    public static ServedService apply(KubeletCluster cluster, String name, int port, String annotations, String spec) {
        cluster.api().apply("""
            apiVersion: v1
            kind: Service
            metadata: {name: %s, annotations: {%s}}
            spec: {type: LoadBalancer, loadBalancerClass: virtualip.dev/vrrp, selector: {app: web},
                   ports: [{port: %d, targetPort: 80}], %s}
            """.formatted(name, annotations, port, spec)).orThrow();
        return new ServedService(cluster, name, port);
    }

    /** Deletes it; the API server keeps it until its finalizers are gone. */
    public void delete() {
        cluster.api().delete(status().path(name)).orThrow();
    }

    /** Reads the Services of its namespace. */
    public LoadBalancers status() {
        return new LoadBalancers(cluster.api(), "default");
    }

    /** Waits until its status has so many addresses, and returns them. */
    public List<InetAddress> awaitAddresses(int count) {
        return cluster.await(
                "%s has %d addresses".formatted(name, count),
                () -> status().addresses(name),
                found -> found.size() == count);
    }

    /** Its IPv4 address, or its only one. */
    public InetAddress address() {
        List<InetAddress> addresses = status().addresses(name);
        return addresses.stream()
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .or(() -> addresses.stream().findFirst())
                .orElseThrow(() -> new LabException("Service " + name + " has no address in its status"));
    }

    /** Waits until one node has each of its addresses and its condition is true; returns that of {@link #address}. */
    public String awaitSettled() {
        cluster.await(
                "one node answers for " + name,
                () -> status().has(name, "True", "")
                        && status().addresses(name).stream()
                                .allMatch(address -> cluster.holders(address).size() == 1));
        return cluster.holders(address()).getFirst();
    }

    /** Waits until another node than this has {@link #address}, and none besides; returns that node. */
    public String awaitMovedFrom(String node) {
        InetAddress address = address();
        return cluster.await(
                        "another node than %s answers for %s".formatted(node, name),
                        () -> cluster.holders(address),
                        holders -> holders.size() == 1 && !holders.contains(node))
                .getFirst();
    }

    /** Returns what a client sees from the start of an action until nothing changes any more. */
    public Seen during(Runnable action) {
        return during(action, true);
    }

    /** The same for an address that answers no echo requests: all probes are lost. */
    public Seen duringWithoutEcho(Runnable action) {
        return during(action, false);
    }

    private Seen during(Runnable action, boolean awaitEcho) {
        InetAddress address = address();
        try (Prober prober = cluster.probe(address);
                HttpLoad load = cluster.ask(new InetSocketAddress(address, port))) {
            long begun = System.nanoTime();
            cluster.await(
                    "the client gets answers from " + name,
                    () -> (!awaitEcho || prober.log().sent() > prober.log().lost())
                            && load.newConnections(begun).answered() > 0);
            long start = System.nanoTime();
            action.run();
            Wait.millis(AFTERWARDS_MILLIS);
            return new Seen(prober.since(start), load.newConnections(start));
        }
    }

    /** The nodes whose Pods answer at an address, of those that answer the first few connections. */
    public Set<String> nodesBehind(InetAddress address) {
        try (PageReader reader = cluster.read(new InetSocketAddress(address, port))) {
            cluster.await(
                    "%s answers at %s".formatted(name, address.getHostAddress()),
                    () -> reader.pages().values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum()
                            >= QUESTIONS);
            return reader.pages().keySet().stream().map(NginxPods::node).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The client's address as a Pod sees it. */
    public InetAddress clientSeen(InetAddress address) {
        String host = address instanceof Inet4Address ? address.getHostAddress() : "[" + address.getHostAddress() + "]";
        String seen = cluster.exec(
                KubeletCluster.CLIENT,
                "curl",
                "--silent",
                "--globoff",
                "--max-time",
                "2",
                "http://%s:%d/client".formatted(host, port));
        return InetAddress.ofLiteral(seen);
    }
}
