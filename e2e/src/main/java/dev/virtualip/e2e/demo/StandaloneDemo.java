package dev.virtualip.e2e.demo;

import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import java.util.List;
import java.util.Set;

/** The demo without Kubernetes: the imported pair of keepalived files, and one host more. */
final class StandaloneDemo {
    private static final int LOWEST = 50;

    private StandaloneDemo() {}

    /** Plays it. */
    static void play(boolean hold) throws InterruptedException {
        // Ctrl-C needs no care here: the lab's guard removes everything when this program ends.
        try (Lab lab = Lab.start("demo", LabSubnets.EXAMPLE, "lb01", "lb02", "lb03", "client")) {
            play(lab);
            if (hold) {
                hold(lab);
            }
        }
    }

    private static void play(Lab lab) {
        List<DemoHost> demoHosts = hosts(lab);
        DemoObserver observer = observer(demoHosts);
        List<String> table;
        try (Screen screen = Screen.open(observer::look)) {
            table = new StandaloneScenario(demoHosts, lab.host("client"), observer, screen).play();
        }
        System.out.println();
        table.forEach(System.out::print);
    }

    /** The hosts with the imported files, and a third one below them; nothing runs on them yet. */
    static List<DemoHost> hosts(Lab lab) {
        DemoDocuments documents = new DemoDocuments(lab.host("lb01"));
        System.out.println("virtualip import keepalived --standalone lb01.conf lb02.conf");
        documents.importExamples(lab.host("lb01")).forEach(remark -> System.out.println(WrappedText.lines(remark)));
        return List.of(
                new DemoHost(lab.host("lb01"), documents.imported("lb01")),
                new DemoHost(lab.host("lb02"), documents.imported("lb02")),
                new DemoHost(lab.host("lb03"), DemoDocuments.forHost(documents.imported("lb02"), "lb03", LOWEST)));
    }

    /** What the view shows: the two virtual routers on these hosts. */
    static DemoObserver observer(List<DemoHost> demoHosts) {
        return new DemoObserver(
                demoHosts.stream().map(DemoHost::watched).toList(),
                Set.of(StandaloneScenario.IMPORTED, StandaloneScenario.QUICK));
    }

    private static void hold(Lab lab) throws InterruptedException {
        LabHost first = lab.host("lb01");
        String enter = "ip netns exec " + first.namespace().name() + " ";
        Screen.hold("""
              %sip addr show eth1
              %scurl -s http://127.0.0.1:9851/state
              ip netns exec %s ping 192.168.31.6
              ip -n %s link set lb01 down        (pulls the cable; "up" puts it back)
              ls %s
            """.formatted(
                        enter,
                        enter,
                        lab.host("client").namespace().name(),
                        lab.bridge().name(),
                        lab.folder()));
    }
}
