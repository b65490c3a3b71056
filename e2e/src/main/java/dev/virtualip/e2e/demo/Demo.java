package dev.virtualip.e2e.demo;

import dev.virtualip.e2e.daemon.Program;
import dev.virtualip.e2e.kernel.LabException;
import dev.virtualip.e2e.lab.Host;
import dev.virtualip.e2e.lab.Lab;
import dev.virtualip.e2e.lab.Network;
import dev.virtualip.e2e.lab.Pause;
import dev.virtualip.e2e.lab.Requirements;
import java.io.Console;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** The program {@code e2e/bin/demo}. */
public final class Demo {
    private static final int EXIT_USAGE = 2;
    private static final int LOWEST = 50;
    private static final int READ_MILLIS = 5000;
    private static final Set<String> OPTIONS = Set.of("--hold", "--standalone", "--help");
    private static final String USAGE = """
        Usage: demo [--hold] [--standalone]
        Three hosts in network namespaces share two floating addresses; a cable is pulled, an agent is stopped
        and killed, and a client measures how long the addresses do not answer. Needs root.
          --hold        leaves the hosts standing at the end, with commands to look around, until Ctrl-C
          --standalone  without Kubernetes: agents driven by files (so far the only way)
        """;

    private Demo() {}

    /** Runs the demo. */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> options = Arrays.asList(arguments);
        if (options.contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        List<String> wrong = new ArrayList<>(options);
        wrong.removeAll(OPTIONS);
        if (!wrong.isEmpty()) {
            System.err.print("unknown: " + String.join(" ", wrong) + "\n" + USAGE);
            System.exit(EXIT_USAGE);
        }
        List<String> missing = new ArrayList<>(Requirements.missing());
        missing.addAll(Program.OURS.missing());
        if (!missing.isEmpty()) {
            System.err.println("The demo needs " + String.join(", ", missing) + ".");
            System.exit(EXIT_USAGE);
        }
        // Ctrl-C needs no care here: the lab's guard removes everything when this program ends.
        try (Lab lab = Lab.start("demo", Network.EXAMPLE, "lb01", "lb02", "lb03", "client")) {
            play(lab, options.contains("--hold"));
        } catch (LabException e) {
            System.err.println("The demo failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void play(Lab lab, boolean hold) throws InterruptedException {
        Documents documents = new Documents(lab.host("lb01"));
        System.out.println("virtualip import keepalived --standalone lb01.conf lb02.conf");
        documents.importExamples(lab.host("lb01")).forEach(remark -> System.out.println(Wrapped.lines(remark)));
        List<Player> players = List.of(
                new Player(lab.host("lb01"), documents.imported("lb01")),
                new Player(lab.host("lb02"), documents.imported("lb02")),
                new Player(lab.host("lb03"), Documents.forHost(documents.imported("lb02"), "lb03", LOWEST)));
        Camera camera = new Camera(players, Set.of(Story.IMPORTED, Story.QUICK));
        List<String> table;
        boolean isTerminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        if (isTerminal) {
            // The view will take the place of what was said.
            Pause.millis(READ_MILLIS);
        }
        try (Screen screen = new Screen(isTerminal, camera)) {
            table = new Story(players, lab.host("client"), camera, screen).play();
        }
        System.out.println();
        table.forEach(System.out::print);
        if (hold) {
            hold(lab);
        }
    }

    private static void hold(Lab lab) throws InterruptedException {
        Host first = lab.host("lb01");
        String enter = "ip netns exec " + first.namespace().name() + " ";
        System.out.printf(
                """

                The hosts stay until Ctrl-C. To look around, in another terminal:
                  %sip addr show eth1
                  %scurl -s http://127.0.0.1:9851/state
                  ip netns exec %s ping 192.168.31.6
                  ip -n %s link set lb01 down        (pulls the cable; "up" puts it back)
                  ls %s
                """,
                enter,
                enter,
                lab.host("client").namespace().name(),
                lab.bridge().name(),
                lab.folder());
        new CountDownLatch(1).await();
    }
}
