package dev.virtualip.cli.plan;

import dev.virtualip.cli.cluster.ClusterObjects;
import dev.virtualip.cli.cluster.ClusterOptions;
import dev.virtualip.cli.cluster.VirtualIPLookup;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.ExitStatus;
import dev.virtualip.cli.output.OutputOption;
import dev.virtualip.cli.output.TextStyle;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code simulate drain}. */
@Command(
        name = "drain",
        description = {
            "Show where each address of a node would move if the node were drained or put into maintenance, which ones"
                    + " no other node could take, and which would have no backup. Nothing is changed.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 shown; 1 the cluster cannot be read; 2 called in a wrong way; 3 with --check: an address"
                    + " would have no node.",
            "",
            "Example:",
            "  virtualip simulate drain node-a --check && virtualip maintenance node-a on --wait"
        })
final class SimulateDrainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NODE", description = "The node.")
    private String node = "";

    @Option(names = "--check", description = "Exit with 3 if an address would have no node.")
    private boolean check;

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws CommandFailedException {
        ClusterObjects objects = PlanReading.read(cluster);
        VirtualIPLookup.checkNode(objects.nodes(), node);
        DrainReport report = DrainSimulation.simulate(objects, node, Instant.now());
        output.print(spec, report, (one, wide) -> PlanText.of(one, TextStyle.ofProcess(System.getenv())));
        return check && !report.safe() ? ExitStatus.PROBLEM : ExitStatus.OK;
    }
}
