package dev.virtualip.e2e.bench;

import dev.virtualip.e2e.migration.MigrationGuide;
import dev.virtualip.e2e.migration.MigrationHosts;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabRequirements;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import java.net.InetAddress;
import java.util.List;

/** Probes (one each millisecond) that are lost when addresses are moved on purpose; ours only. */
final class MoveFigures {
    static final String GROUP = "moves";

    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.100");
    private static final String NAME = "moved";
    private static final int SETTLE_MILLIS = 3000;
    private static final int PROBES = 10_000;

    private final Report report;
    private final KubeCluster cluster;

    private MoveFigures(Report report, KubeCluster cluster) {
        this.report = report;
        this.cluster = cluster;
    }

    static void measure(Report report) {
        migration(report);
        String missing = KubernetesFigures.missing();
        if (!missing.isEmpty()) {
            System.err.println("left out: moves in a cluster need " + missing);
            return;
        }
        try (KubeCluster cluster = KubeCluster.start("bench-moves", "node-a", "node-b", "node-c")) {
            cluster.startAll();
            new MoveFigures(report, cluster).measure();
        }
    }

    /** The steps of the guide, forward and back. */
    private static void migration(Report report) {
        List<String> missing = LabRequirements.missing("keepalived");
        if (!missing.isEmpty()) {
            System.err.println("left out: migration needs " + String.join(", ", missing));
            return;
        }
        try (Lab lab = Lab.start("bench-migration", LabSubnets.EXAMPLE, "lb01", "lb02", "client");
                MigrationHosts hosts = MigrationHosts.of(lab)) {
            hosts.startKeepalived();
            Prober client = Prober.start(lab.host("client"), ProbeSettings.of(MigrationHosts.ADDRESS));
            for (MigrationGuide.Step step : MigrationGuide.part(1)) {
                ProbeLog log = hosts.follow(step, MigrationGuide.holderOfPartOne(step), client);
                report.addOurs(GROUP, step.title() + ": probes lost", log.lost());
            }
        }
    }

    private void measure() {
        cluster.api()
                .admin()
                .apply("""
                    {apiVersion: virtualip.dev/v1alpha1, kind: VirtualIP, metadata: {name: %s},
                     spec: {addresses: [%s/24]}}
                    """.formatted(NAME, ADDRESS.getHostAddress()))
                .orThrow();
        settle();
        lost("planned move", () -> {
            String to = otherThan(holder());
            kubectl("annotate", "--overwrite", "virtualip", NAME, "virtualip.dev/move-to=" + to);
            cluster.await("the address is there", () -> cluster.holders(ADDRESS).equals(List.of(to)));
            kubectl("annotate", "virtualip", NAME, "virtualip.dev/move-to-");
        });
        lost("maintenance of a node", () -> {
            String from = holder();
            kubectl("annotate", "node", from, "virtualip.dev/maintenance=true");
            awaitLeft(from);
            kubectl("annotate", "node", from, "virtualip.dev/maintenance-");
        });
        lost("drain and uncordon", () -> {
            String from = holder();
            kubectl("drain", from, "--ignore-daemonsets");
            awaitLeft(from);
            kubectl("uncordon", from);
        });
        lost("rolling update: each agent stopped and started", () -> {
            for (LabHost node : cluster.nodes()) {
                cluster.agent(node.name()).stop();
                cluster.startAgent(node.name());
                settle();
            }
        });
    }

    /** Measures one action, until all is as planned again and enough probes were sent. */
    private void lost(String what, Runnable action) {
        try (Prober client = cluster.probe(ADDRESS)) {
            action.run();
            settle();
            cluster.await("enough probes", () -> client.log().sent() >= PROBES);
            report.addOurs(GROUP, what + ": probes lost", client.log().lost());
        }
    }

    private void settle() {
        cluster.await(
                "all is as planned",
                () -> cluster.virtualIPs().isReady(NAME) && cluster.virtualIPs().has(NAME, "Degraded", "False", ""));
        Wait.millis(SETTLE_MILLIS);
    }

    private void awaitLeft(String node) {
        cluster.await("only another node has it", () -> cluster.holders(ADDRESS).size() == 1 && !holder().equals(node));
    }

    private String holder() {
        return cluster.awaitHolder(ADDRESS);
    }

    private String otherThan(String holder) {
        return cluster.nodes().stream()
                .map(LabHost::name)
                .filter(name -> !name.equals(holder))
                .findFirst()
                .orElseThrow();
    }

    private void kubectl(String... arguments) {
        cluster.api().kubectl(arguments);
    }
}
