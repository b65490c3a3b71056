package dev.virtualip.cli.action;

import dev.virtualip.cli.cluster.ClusterClient;
import dev.virtualip.cli.cluster.ClusterOptions;
import dev.virtualip.cli.cluster.VirtualIPLookup;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.ExitStatus;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.MovePhase;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.PlannedMove;
import dev.virtualip.operator.snapshot.NodeObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code move}. */
@Command(
        name = "move",
        description = {
            "Move a VirtualIP to a node without losing a packet. It stays there, pinned, until --clear, another move,"
                    + " or the node fails. VirtualIPs that share its virtual router or its move group move along.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 requested, or done with --wait; 1 not possible, or not done in time; 2 called in a wrong"
                    + " way; 3 with --wait: refused, the message says why. A refused request stays until --clear.",
            "",
            "Examples:",
            "  virtualip move ingress --to node-b --wait",
            "  virtualip move ingress --clear"
        })
public final class MoveCommand implements Callable<Integer> {
    /** Time in which an operator that runs forgets a request that was removed. */
    private static final Duration FORGET = Duration.ofSeconds(10);

    @Parameters(paramLabel = "NAME", description = "A VirtualIP, or a Service as NAMESPACE/NAME.")
    private String name = "";

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private String lastPhase = "";

    /** Where to: a node, or none in particular. */
    private static final class Target {
        @Option(names = "--to", paramLabel = "NODE", description = "The node that is to answer.")
        private @Nullable String node;

        @Option(names = "--clear", description = "End an earlier request; the address stays where it is for now.")
        @SuppressWarnings("UnusedVariable") // Only picocli looks at it: without --clear there is a node.
        private boolean clear;
    }

    @Override
    public Integer call() throws CommandFailedException {
        try (ClusterClient client = ClusterClient.connect(cluster, System.getenv())) {
            VirtualIP virtualIP = VirtualIPLookup.find(client.list(VirtualIP.class), name);
            name = virtualIP.getMetadata().getName();
            String node = target.node;
            if (node == null) {
                client.annotate(VirtualIP.class, name, ApiGroup.MOVE_TO, null);
                out().println("%s is pinned to no node any more.".formatted(name));
                return ExitStatus.OK;
            }
            checkNode(client, node);
            if (node.equals(requested(virtualIP))) {
                repeat(client);
            }
            client.annotate(VirtualIP.class, name, ApiGroup.MOVE_TO, node);
            if (waiting.wanted()) {
                return waiting.await(
                        err(),
                        () -> look(client, node),
                        "see 'virtualip status %s'; the request stays".formatted(name));
            }
            String active = status(virtualIP).activeNode();
            out().println("Requested: %s moves from %s to %s. Follow it: virtualip status %s"
                    .formatted(name, active == null ? "no node" : active, node, name));
            return ExitStatus.OK;
        }
    }

    /** Checks that the node exists, unless this user may not read Nodes: the operator then refuses a wrong one. */
    private static void checkNode(ClusterClient client, String node) throws CommandFailedException {
        List<NodeObject> nodes = client.askIfAllowed(
                () -> client.client().resources(NodeObject.class).list().getItems(), new ArrayList<>());
        if (nodes != null) {
            VirtualIPLookup.checkNode(nodes, node);
        }
    }

    private static @Nullable String requested(VirtualIP virtualIP) {
        Map<String, String> annotations = virtualIP.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(ApiGroup.MOVE_TO);
    }

    /** Removes an equal request that was carried out once: only a new one moves the address again. */
    private void repeat(ClusterClient client) throws CommandFailedException {
        client.annotate(VirtualIP.class, name, ApiGroup.MOVE_TO, null);
        long end = System.nanoTime() + FORGET.toNanos();
        while (System.nanoTime() - end < 0 && current(client).move() != null) {
            try {
                Thread.sleep(Duration.ofMillis(200));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private @Nullable Integer look(ClusterClient client, String node) throws CommandFailedException {
        VirtualIPStatus status = current(client);
        PlannedMove move = status.move();
        if (move == null || !node.equals(move.to())) {
            return null;
        }
        if (MovePhase.REFUSED.is(move.phase())) {
            err().println("virtualip: the move of %s to %s is refused: %s".formatted(name, node, move.message()));
            err().println("The request stays until: virtualip move %s --clear".formatted(name));
            return ExitStatus.PROBLEM;
        }
        if (MovePhase.DONE.is(move.phase())) {
            out().println("%s answers on %s.".formatted(name, Objects.requireNonNullElse(status.activeNode(), node)));
            return ExitStatus.OK;
        }
        if (!lastPhase.equals(move.phase() + move.message())) {
            lastPhase = move.phase() + move.message();
            err().println("%s: %s".formatted(move.phase(), move.message()));
        }
        return null;
    }

    private VirtualIPStatus current(ClusterClient client) throws CommandFailedException {
        VirtualIP virtualIP = client.find(VirtualIP.class, name);
        if (virtualIP == null) {
            throw new CommandFailedException("VirtualIP %s was deleted".formatted(name));
        }
        return status(virtualIP);
    }

    private static VirtualIPStatus status(VirtualIP virtualIP) {
        return virtualIP.getStatus() == null ? VirtualIPStatus.none() : virtualIP.getStatus();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
