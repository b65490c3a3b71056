package dev.virtualip.e2e.demo;

import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.lab.LabHost;
import java.util.List;
import java.util.Set;

/** The demo: from {@code kubectl apply} to an address that outlives a node, an agent and the API server. */
final class ClusterDemo {
    private static final String EVENT_COLUMNS =
            "custom-columns=TYPE:.type,REASON:.reason,ABOUT:.involvedObject.name,MESSAGE:.message";

    private ClusterDemo() {}

    /** Plays it. */
    static void play(boolean hold) throws InterruptedException {
        System.out.println("Starting an API server, an operator and three nodes with their agents ...");
        // Ctrl-C needs no care here: the lab's guard removes everything when this program ends.
        try (KubeCluster cluster = KubeCluster.start("demo", "node-a", "node-b", "node-c")) {
            DemoObserver observer = new DemoObserver(
                    cluster.nodes().stream().map(node -> watched(cluster, node)).toList(),
                    Set.of(ClusterScenario.ADDRESS));
            List<String> table;
            try (Screen screen = Screen.open(observer::look)) {
                table = new ClusterScenario(cluster, observer, screen).play();
            }
            show(cluster, "get", "vip", "-o", "wide");
            show(cluster, "get", "events", "--field-selector", "involvedObject.kind=VirtualIP", "-o", EVENT_COLUMNS);
            System.out.println();
            table.forEach(System.out::print);
            if (hold) {
                hold(cluster);
            }
        }
    }

    private static DemoObserver.Watched watched(KubeCluster cluster, LabHost node) {
        return new DemoObserver.Watched(node, () -> cluster.startedAgent(node.name()));
    }

    private static void show(KubeCluster cluster, String... arguments) {
        System.out.println();
        String shown = String.join(" ", arguments).replace(EVENT_COLUMNS, "custom-columns=...");
        System.out.println("$ kubectl " + shown);
        System.out.print(cluster.api().kubectl(arguments));
    }

    private static void hold(KubeCluster cluster) throws InterruptedException {
        String enter = "ip netns exec " + cluster.control().namespace().name();
        LabHost node = cluster.nodes().getFirst();
        Screen.hold("""
              %s kubectl --kubeconfig %s get vip,vrrprouters
              ip netns exec %s curl -s http://127.0.0.1:9851/state
              ip -n %s link set %s down        (pulls its cable; "up" puts it back)
              ls %s
            """.formatted(
                        enter,
                        cluster.api().kubeconfig(),
                        node.namespace().name(),
                        cluster.lab().bridge().name(),
                        node.name(),
                        cluster.lab().folder()));
    }
}
