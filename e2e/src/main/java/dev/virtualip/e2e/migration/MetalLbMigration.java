package dev.virtualip.e2e.migration;

import dev.virtualip.testkit.docs.MarkdownPage;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kubelets.ChartRelease;
import dev.virtualip.testkit.kubelets.KubeletCluster;
import dev.virtualip.testkit.kubelets.MetalLbRelease;
import dev.virtualip.testkit.kubelets.NginxPods;
import dev.virtualip.testkit.kubernetes.LoadBalancers;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.Commands;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.HttpLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Follows {@code docs/migrate-from-metallb.md} with its own commands, from the real MetalLB to ours and back, on three
 * kubelets, and measures for how long Services do not answer.
 */
public final class MetalLbMigration implements AutoCloseable {
    private static final String PAGE = "docs/migrate-from-metallb.md";
    private static final String TAKE_OVER = "Step 3";
    private static final String BACK = "Back";

    /** Two of the five Services share one. */
    private static final int ADDRESSES = 4;

    private static final int PORT = 80;
    private static final int SETTLE_MILLIS = 3000;
    private static final int FORGET_MILLIS = 100;

    /** Its clients ask the network for the address again and again; those of the others know it. */
    private static final String COLD = "asked";

    /** The Services that clients ask. */
    private static final List<String> NAMES = List.of("any", "local", COLD);

    private static final String OBJECTS = """
            {apiVersion: metallb.io/v1beta1, kind: IPAddressPool, metadata: {name: edge, namespace: metallb-system},
             spec: {addresses: [192.0.2.32-192.0.2.51]}}
            ---
            {apiVersion: metallb.io/v1beta1, kind: L2Advertisement, metadata: {name: all, namespace: metallb-system},
             spec: {ipAddressPools: [edge]}}
            ---
            """
            + service("any", 80, "", "externalTrafficPolicy: Cluster")
            + service("local", 80, "", "externalTrafficPolicy: Local")
            + service(COLD, 80, "metallb.io/loadBalancerIPs: 192.0.2.45", "externalTrafficPolicy: Cluster")
            + service("shared", 80, "metallb.io/allow-shared-ip: web", "externalTrafficPolicy: Cluster")
            + service("shared-too", 8080, "metallb.io/allow-shared-ip: web", "externalTrafficPolicy: Cluster");

    private final KubeletCluster cluster = KubeletCluster.start("migration-metallb");
    private final LoadBalancers services = new LoadBalancers(cluster.api(), "default");
    private final Map<String, List<MarkdownPage.Block>> steps = steps();
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final Path folder = cluster.folder().resolve("guide");

    private MetalLbMigration() {}

    /**
     * Follows the guide.
     *
     * @return for how long no page came, in milliseconds, by Service and step
     */
    public static Map<String, Double> measure() {
        try (MetalLbMigration migration = new MetalLbMigration()) {
            migration.begin();
            migration.follow(step -> !step.equals(BACK));
            migration.follow(BACK::equals);
            return migration.figures;
        }
    }

    @Override
    public void close() {
        cluster.close();
    }

    private void begin() {
        NginxPods pods = NginxPods.start(cluster);
        MetalLbRelease.install(cluster);
        cluster.api().apply(OBJECTS).orThrow();
        ChartRelease.loadImages(cluster);
        pods.awaitReady();
        try {
            Files.createDirectories(folder);
            Files.createSymbolicLink(folder.resolve("deploy"), Checkout.root().resolve("deploy"));
            Files.createSymbolicLink(
                    folder.resolve("virtualip"), Checkout.root().resolve("cli/bin/virtualip"));
            for (String program : List.of("kubectl", "helm")) {
                Path built = Path.of(cluster.program(program).orElseThrow());
                Files.createSymbolicLink(folder.resolve(program), built);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String service : List.of("any", "local", "asked", "shared", "shared-too")) {
            cluster.await(
                    service + " has its address",
                    () -> services.addresses(service).size() == 1);
        }
    }

    private void follow(Predicate<String> which) {
        Map<String, InetAddress> addresses = new TreeMap<>();
        NAMES.forEach(name -> addresses.put(name, services.addresses(name).getFirst()));
        Map<String, HttpLoad> clients = new TreeMap<>();
        try (ScheduledExecutorService forgetful = Executors.newSingleThreadScheduledExecutor()) {
            InetAddress cold = services.addresses(COLD).getFirst();
            ScheduledFuture<?> forgetting =
                    forgetful.scheduleWithFixedDelay(() -> forget(cold), 0, FORGET_MILLIS, TimeUnit.MILLISECONDS);
            addresses.forEach((name, address) -> clients.put(name, answeringClient(name, address)));
            steps.forEach((title, blocks) -> {
                if (which.test(title)) {
                    follow(title, blocks, clients);
                }
            });
            if (forgetting.isDone()) {
                throw new LabException("the client began to remember " + cold);
            }
        } finally {
            clients.values().forEach(HttpLoad::close);
        }
        addresses.forEach((name, address) -> {
            List<InetAddress> now = services.addresses(name);
            if (!now.equals(List.of(address))) {
                throw new LabException("%s has %s instead of %s".formatted(name, now, address));
            }
        });
    }

    private void follow(String title, List<MarkdownPage.Block> blocks, Map<String, HttpLoad> clients) {
        long start = System.nanoTime();
        blocks.forEach(this::run);
        if (title.startsWith(TAKE_OVER)) {
            cluster.await(
                    "each address has its VirtualIP",
                    () -> cluster.kubectl("get", "virtualips", "-o", "name")
                                    .lines()
                                    .count()
                            == ADDRESSES);
        }
        Wait.millis(SETTLE_MILLIS);
        clients.forEach((name, client) -> figures.put(
                "%s, %s: no page, ms".formatted(title, name),
                client.newConnections(start).longestGapMillis()));
    }

    private HttpLoad answeringClient(String name, InetAddress address) {
        HttpLoad client = cluster.ask(new InetSocketAddress(address, PORT));
        long begun = System.nanoTime();
        cluster.await(name + " answers", () -> client.newConnections(begun).answered() > 0);
        return client;
    }

    /** The client's neighbor table loses the address, so that it asks the network again. */
    private void forget(InetAddress address) {
        cluster.exec(KubeletCluster.CLIENT, "ip", "neigh", "flush", "to", address.getHostAddress());
    }

    private void run(MarkdownPage.Block block) {
        String path = "%s:%s".formatted(folder, System.getenv("PATH"));
        List<String> line = new ArrayList<>(cluster.administratorCommand(
                "env", "-C", folder.toString(), "PATH=" + path, "bash", "-eo", "pipefail", "-c", block.text()));
        System.err.println(block + "\n" + Commands.run(line.toArray(String[]::new)));
    }

    private static Map<String, List<MarkdownPage.Block>> steps() {
        MarkdownPage page = MarkdownPage.all().stream()
                .filter(each -> each.path().equals(Path.of(PAGE)))
                .findFirst()
                .orElseThrow();
        Map<String, List<MarkdownPage.Block>> steps = new LinkedHashMap<>();
        List<String> lines = page.text().lines().toList();
        for (MarkdownPage.Block block : page.blocks(Set.of("sh"))) {
            String title = lines.subList(0, (int) block.line()).stream()
                    .filter(line -> line.startsWith("## "))
                    .reduce("", (first, second) -> second)
                    .substring("## ".length());
            steps.computeIfAbsent(title, any -> new ArrayList<>()).add(block);
        }
        return steps;
    }

    private static String service(String name, int port, String annotations, String spec) {
        return """
            apiVersion: v1
            kind: Service
            metadata: {name: %s, annotations: {%s}}
            spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: %d, targetPort: 80}], %s}
            ---
            """.formatted(name, annotations, port, spec);
    }
}
