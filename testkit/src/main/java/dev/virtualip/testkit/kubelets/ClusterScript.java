package dev.virtualip.testkit.kubelets;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.Commands;
import dev.virtualip.testkit.lab.ExitCleanup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code e2e/bin/cluster}, for the cluster of one folder.
 *
 * @param folder where the cluster's state and logs are
 */
record ClusterScript(Path folder) {
    private static final Duration DOWN_WITHIN = Duration.ofSeconds(60);

    /** Runs one of its commands on this cluster and returns what it printed; throws, with it, when it fails. */
    String run(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(program(), command, folder.toString()));
        line.addAll(Arrays.asList(arguments));
        return Commands.run(line.toArray(String[]::new));
    }

    /** Runs one of its commands that concern no cluster. */
    static String runAlone(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(program(), command));
        line.addAll(Arrays.asList(arguments));
        return Commands.run(line.toArray(String[]::new));
    }

    /** Starts it; when this program ends, in whatever way, or closes the guard, the cluster is ended too. */
    ExitCleanup guarded() {
        if (Files.exists(folder.resolve("nodes"))) {
            run("down");
        }
        // A start that fails has cleaned up after itself; nothing is left to end then.
        String down = "[ ! -e \"$2/nodes\" ] || exec \"$1\" down \"$2\" >\"$2/down.log\" 2>&1";
        ExitCleanup guard = ExitCleanup.running(down, List.of(program(), folder.toString()), DOWN_WITHIN);
        try {
            run("up");
            return guard;
        } catch (RuntimeException e) {
            closeAfter(e, guard);
            throw e;
        }
    }

    /** Ends what the guard stands for; the failure that led here stays the one that is told. */
    static void closeAfter(RuntimeException failure, ExitCleanup guard) {
        try {
            guard.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Names what this machine lacks for a cluster, in plain words; empty when nothing. */
    static String missing() {
        try {
            runAlone("check");
            return "";
        } catch (LabException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String program() {
        return Checkout.root().resolve("e2e/bin/cluster").toString();
    }
}
