package dev.virtualip.cli.action;

import dev.virtualip.cli.cluster.ClusterClient;
import dev.virtualip.cli.cluster.ClusterOptions;
import dev.virtualip.cli.cluster.VirtualIPLookup;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.ExitStatus;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.operator.plan.model.NodeDrain;
import dev.virtualip.operator.snapshot.NodeObject;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code maintenance}. */
@Command(
        name = "maintenance",
        description = {
            "Hand over every address of a node to other nodes without losing a packet, before a reboot for instance;"
                    + " Pods stay where they are. Nothing moves back by itself afterwards.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 requested, or done with --wait; 1 not possible, or not done in time; 2 called in a wrong"
                    + " way; 3 with --wait: an address stays, because no other node can take it.",
            "",
            "Examples:",
            "  virtualip simulate drain node-a",
            "  virtualip maintenance node-a on --wait && ssh node-a reboot",
            "  virtualip maintenance node-a off"
        })
public final class MaintenanceCommand implements Callable<Integer> {
    /** A blocked drain counts when it was seen so many times: a Backup may just be about to be ready. */
    private static final int BLOCKED_LOOKS = 10;

    @Parameters(paramLabel = "NODE", description = "The node.")
    private String node = "";

    @Parameters(paramLabel = "on|off", description = "on: hand over. off: take part again.")
    private Switch order = Switch.on;

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private String last = "";
    private int blockedLooks;

    /** The two orders, as users write them. */
    enum Switch {
        on,
        off
    }

    @Override
    public Integer call() throws CommandFailedException {
        try (ClusterClient client = ClusterClient.connect(cluster, System.getenv())) {
            if (client.find(NodeObject.class, node) == null) {
                VirtualIPLookup.checkNode(client.list(NodeObject.class), node);
            }
            if (order == Switch.off) {
                client.annotate(NodeObject.class, node, ApiGroup.MAINTENANCE, null);
                out().println("%s takes part again. Addresses do not move back by themselves.".formatted(node));
                return ExitStatus.OK;
            }
            client.annotate(NodeObject.class, node, ApiGroup.MAINTENANCE, "true");
            if (waiting.wanted()) {
                return waiting.await(
                        err(), () -> look(client), "see 'virtualip status'; the node stays in maintenance");
            }
            out().println("%s is in maintenance and hands over its addresses. Follow it: virtualip watch"
                    .formatted(node));
            return ExitStatus.OK;
        }
    }

    private @Nullable Integer look(ClusterClient client) throws CommandFailedException {
        VRRPRouter router = client.find(VRRPRouter.class, node);
        if (router == null) {
            out().println("%s has no VRRPRouter, so it holds no address.".formatted(node));
            return ExitStatus.OK;
        }
        Map<String, String> annotations = router.getMetadata().getAnnotations();
        String drain = annotations == null ? "" : annotations.getOrDefault(NodeDrain.ANNOTATION, "");
        if (drain.equals(NodeDrain.COMPLETE)) {
            out().println("%s holds no address any more and can be rebooted.".formatted(node));
            return ExitStatus.OK;
        }
        blockedLooks = drain.endsWith("blocked") ? blockedLooks + 1 : 0;
        if (blockedLooks >= BLOCKED_LOOKS) {
            err().println("virtualip: %s keeps addresses (%s), because no other node can take them. See which, and why:"
                            .formatted(node, drain)
                    + " virtualip simulate drain " + node);
            return ExitStatus.PROBLEM;
        }
        if (!drain.isEmpty() && !drain.equals(last)) {
            last = drain;
            err().println(drain.equals("unknown") ? "unknown: the agent of the node does not report" : drain);
        }
        return null;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
