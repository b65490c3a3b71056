package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.kubernetes.AuditedWrite;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import dev.virtualip.testkit.wire.CapturedPacket;
import dev.virtualip.testkit.wire.PacketCapture;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Takes the values that need a real API server, in one cluster of three nodes. */
final class KubernetesMeasurements implements AutoCloseable {
    private static final int FIRST = 100;
    private static final int REST_MILLIS = 15_000;

    /** The time after which agents may write five statuses in a row again. */
    private static final int AGENTS_REST_MILLIS = 5_000;

    private static final int ANEW_MILLIS = 2;
    private static final int ANEW_AT_MOST = 60_000;
    private static final int MILLIS_PER_SECOND = 1000;
    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double NANOS_PER_MILLI = 1e6;

    private final KubeCluster cluster;
    private final OperatorProcess operator;
    private final PacketCapture capture;

    private KubernetesMeasurements(KubeCluster cluster) {
        this.cluster = cluster;
        this.operator = cluster.startAll();
        this.capture = PacketCapture.start(cluster.lab());
    }

    static KubernetesMeasurements start() {
        KubeCluster cluster = KubeCluster.start("bench-kubernetes", "node-a", "node-b", "node-c");
        try {
            return new KubernetesMeasurements(cluster);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * An address that was applied.
     *
     * @param answeredMillis from sending the request until a client had its first answer
     * @param askedMillis from the API server's acknowledgement until a node asked for the address by ARP
     */
    record Applied(double answeredMillis, double askedMillis) {}

    /**
     * Writers at rest.
     *
     * @param others all but the renewals of a Lease
     * @param renewals of a Lease
     */
    record Writes(long others, long renewals) {}

    /** Applies an address, and takes it away again when all was measured. */
    Applied applied(int round) {
        InetAddress address = address(round);
        try (Prober client = askingClient(address)) {
            long sent = System.nanoTime();
            apply(round, 1);
            long acknowledged = System.nanoTime();
            cluster.await("an answer", () -> client.firstAnswerNanos().isPresent() && firstQuestion(address, sent) > 0);
            delete(round, 1);
            return new Applied(
                    (client.firstAnswerNanos().orElseThrow() - sent) / NANOS_PER_MILLI,
                    (firstQuestion(address, sent) - acknowledged) / NANOS_PER_MILLI);
        }
    }

    /**
     * A Service that was created; each time is counted from sending the request, in milliseconds.
     *
     * @param virtualIPMillis until the operator created its VirtualIP
     * @param routerMillis until the operator wrote it into the first VRRPRouter
     * @param askedMillis until a node asked for the address by ARP
     * @param answeredMillis until a client had its first answer
     * @param statusMillis until the operator wrote the address into the Service
     */
    record Served(
            double virtualIPMillis,
            double routerMillis,
            double askedMillis,
            double answeredMillis,
            double statusMillis) {}

    /** Creates a Service after a rest, and takes it away again when all was measured. */
    Served served(int round) {
        Wait.millis(AGENTS_REST_MILLIS);
        InetAddress address = address(round);
        cluster.api().admin().apply("""
            {apiVersion: virtualip.dev/v1alpha1, kind: VirtualIPPool, metadata: {name: bench},
             spec: {ranges: [192.0.2.%d-192.0.2.199], autoAssign: false}}
            """.formatted(FIRST)).orThrow();
        try (Prober client = askingClient(address)) {
            Instant moment = Instant.now();
            long sent = System.nanoTime();
            cluster.api()
                    .admin()
                    .create("""
                        {apiVersion: v1, kind: Service,
                         metadata: {name: bench, namespace: default,
                                    annotations: {virtualip.dev/pool: bench, virtualip.dev/addresses: %s}},
                         spec: {type: LoadBalancer, loadBalancerClass: virtualip.dev/vrrp, ports: [{port: 80}]}}
                        """.formatted(address.getHostAddress()))
                    .orThrow();
            cluster.await(
                    "an answer",
                    () -> client.firstAnswerNanos().isPresent()
                            && firstQuestion(address, sent) > 0
                            && millisToWrite(moment, "services/status") > 0);
            Served served = new Served(
                    millisToWrite(moment, "virtualips"),
                    millisToWrite(moment, "vrrprouters"),
                    (firstQuestion(address, sent) - sent) / NANOS_PER_MILLI,
                    (client.firstAnswerNanos().orElseThrow() - sent) / NANOS_PER_MILLI,
                    millisToWrite(moment, "services/status"));
            cluster.api().kubectl("delete", "service", "bench");
            cluster.await("nothing is left", () -> cluster.nodes().stream().allMatch(this::isIdle));
            return served;
        }
    }

    /**
     * A client that asks already. It resolves the address each time: a probe sent before the address exists is lost and
     * not queued.
     */
    private Prober askingClient(InetAddress address) {
        Prober client = cluster.probe(new ProbeSettings(address, Duration.ofMillis(ANEW_MILLIS), true, ANEW_AT_MOST));
        Wait.until("the client asks", KubeCluster.PATIENCE, () -> client.log().sent() > 0);
        return client;
    }

    /** Milliseconds until the operator's first write of a kind; 0: there was none. */
    private double millisToWrite(Instant since, String resource) {
        return cluster.api().writes().stream()
                .filter(write -> write.time().isAfter(since) && write.resource().equals(resource))
                .filter(write -> write.user().endsWith(":virtualip-operator"))
                .mapToDouble(write -> Duration.between(since, write.time()).toNanos() / NANOS_PER_MILLI)
                .min()
                .orElse(0);
    }

    /** Outage of an address for a client when the power of its host is cut, in milliseconds. */
    double darkMillisOfDeath() {
        apply(0, 1);
        awaitAsPlanned(0);
        String holder = cluster.awaitHolder(address(0));
        try (Prober client = cluster.probe(address(0))) {
            Wait.until(
                    "the client is answered",
                    KubeCluster.PATIENCE,
                    () -> client.firstAnswerNanos().isPresent());
            long struck = System.nanoTime();
            cluster.powerOff(holder);
            cluster.awaitHolder(address(0));
            Wait.millis(MILLIS_PER_SECOND);
            double dark = client.since(struck).darkMillis();
            cluster.powerOn(holder);
            delete(0, 1);
            return dark;
        }
    }

    /** Has so many addresses from now on, and waits until nothing happens any more. */
    void rest(int addresses) {
        apply(0, addresses);
        IntStream.range(0, addresses).forEach(this::awaitAsPlanned);
        Wait.millis(REST_MILLIS);
    }

    List<Double> agentMebibytes() {
        return cluster.nodes().stream()
                .map(node -> cluster.agent(node.name()).residentBytes() / BYTES_PER_MIB)
                .toList();
    }

    double operatorMebibytes() {
        return operator.residentBytes() / BYTES_PER_MIB;
    }

    /** Writes of operator and agents within so many seconds. */
    Writes writes(int seconds) {
        Instant start = Instant.now();
        Wait.millis(seconds * (long) MILLIS_PER_SECOND);
        List<AuditedWrite> ours = cluster.api().writes().stream()
                .filter(write -> write.time().isAfter(start))
                .filter(write -> write.user().startsWith("system:serviceaccount:" + KubeCluster.NAMESPACE + ":"))
                .toList();
        long renewals =
                ours.stream().filter(write -> write.resource().equals("leases")).count();
        return new Writes(ours.size() - renewals, renewals);
    }

    @Override
    public void close() {
        cluster.close();
    }

    private void apply(int first, int count) {
        String documents = IntStream.range(first, first + count)
                .mapToObj(number -> """
                    {apiVersion: virtualip.dev/v1alpha1, kind: VirtualIP, metadata: {name: "%s"},
                     spec: {addresses: [%s/24]}}
                    """.formatted(name(number), address(number).getHostAddress()))
                .collect(Collectors.joining("---\n"));
        cluster.api().admin().apply(documents).orThrow();
    }

    private void delete(int first, int count) {
        IntStream.range(first, first + count)
                .forEach(number -> cluster.virtualIPs().delete(name(number)));
        cluster.await("nothing is left", () -> cluster.nodes().stream().allMatch(this::isIdle));
    }

    private boolean isIdle(LabHost node) {
        var router = cluster.virtualIPs().router(node.name());
        return router.path("spec").path("virtualRouters").isEmpty()
                && router.path("status").path("virtualRouters").isEmpty()
                && router.path("status").path("observedGeneration").asLong()
                        == router.path("metadata").path("generation").asLong();
    }

    private void awaitAsPlanned(int number) {
        cluster.await(
                name(number) + " is as planned",
                () -> cluster.virtualIPs().isReady(name(number))
                        && cluster.virtualIPs().has(name(number), "Degraded", "False", ""));
    }

    private long firstQuestion(InetAddress address, long sinceNanos) {
        return capture.questions().stream()
                .filter(question -> question.address().equals(address))
                .filter(question -> !question.host().equals("client") && question.atNanos() > sinceNanos)
                .mapToLong(CapturedPacket.Question::atNanos)
                .min()
                .orElse(0);
    }

    private static String name(int number) {
        return "bench-" + number;
    }

    private static InetAddress address(int number) {
        return InetAddress.ofLiteral("192.0.2." + (FIRST + number));
    }
}
