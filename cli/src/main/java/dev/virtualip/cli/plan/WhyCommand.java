package dev.virtualip.cli.plan;

import dev.virtualip.cli.cluster.ClusterObjects;
import dev.virtualip.cli.cluster.ClusterOptions;
import dev.virtualip.cli.cluster.VirtualIPLookup;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.ExitStatus;
import dev.virtualip.cli.output.OutputOption;
import dev.virtualip.cli.output.Suggestion;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code why}. */
@Command(
        name = "why",
        description = {
            "Explain why a VirtualIP is on its node and not on another, node by node; or, for a node, which VirtualIPs"
                + " it holds or could hold. The answer is the operator's own plan, made again from the same objects.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 explained; 1 the cluster cannot be read; 2 called in a wrong way.",
            "",
            "Examples:",
            "  virtualip why ingress",
            "  virtualip why node-a"
        })
public final class WhyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME|NODE", description = "A VirtualIP, a Service as NAMESPACE/NAME, or a node.")
    private String name = "";

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws CommandFailedException {
        WhyReport report = report(PlanReading.read(cluster), name, Instant.now());
        output.print(spec, report, (one, wide) -> PlanText.of(one));
        return ExitStatus.OK;
    }

    /** Explains a VirtualIP, or else a node, of this name. */
    static WhyReport report(ClusterObjects objects, String name, Instant now) throws CommandFailedException {
        for (VirtualIP virtualIP : objects.virtualIPs()) {
            String own = virtualIP.getMetadata().getName();
            if (own.equals(name) || VirtualIPLookup.service(virtualIP).equals(name)) {
                return new WhyReporter(objects, now).ofVirtualIP(own);
            }
        }
        if (objects.nodeNames().contains(name)) {
            return new WhyReporter(objects, now).ofNode(name);
        }
        List<String> known = new ArrayList<>(objects.virtualIPNames());
        known.addAll(objects.nodeNames());
        throw new CommandFailedException("There is no VirtualIP and no node %s%s"
                .formatted(name, Suggestion.of(name, known, "virtualip status")));
    }
}
