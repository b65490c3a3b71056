package dev.virtualip.e2e.demo;

import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.daemon.VrrpProgram;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.LabRequirements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The program that {@code bin/demo} starts once everything is there. */
public final class Demo {
    private static final int EXIT_USAGE = 2;
    private static final Set<String> OPTIONS = Set.of("--hold", "--standalone", "--help");
    private static final String USAGE = """
        Usage: demo [--hold] [--standalone]
        A small Kubernetes in network namespaces: a real API server, three nodes with their agents, and the operator.
        examples/ingress.yaml is applied; then Nginx, an agent and the API server are killed, a node loses power, and a
        client measures how long the address does not answer. Needs root.
          --hold        leaves everything standing at the end, with commands to look around, until Ctrl-C
          --standalone  the short one, without Kubernetes: agents driven by files that were imported from keepalived
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
        boolean standalone = options.contains("--standalone");
        List<String> missing = missing(standalone);
        if (!missing.isEmpty()) {
            System.err.println("The demo needs " + String.join(", ", missing) + ".");
            System.exit(EXIT_USAGE);
        }
        try {
            if (standalone) {
                StandaloneDemo.play(options.contains("--hold"));
            } else {
                ClusterDemo.play(options.contains("--hold"));
            }
        } catch (LabException e) {
            System.err.println("The demo failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private static List<String> missing(boolean standalone) {
        List<String> missing = new ArrayList<>(LabRequirements.missing("nginx"));
        missing.addAll(VrrpProgram.OURS.missing());
        if (!standalone && !OperatorProcess.isBuilt()) {
            missing.add("the operator (build it: mvn -B package)");
        }
        return missing;
    }
}
