package dev.virtualip.cli.history;

import dev.virtualip.cli.cluster.ClusterClient;
import dev.virtualip.cli.cluster.ClusterOptions;
import dev.virtualip.cli.cluster.VirtualIPLookup;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.ExitStatus;
import dev.virtualip.cli.output.OutputOption;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import io.fabric8.kubernetes.api.model.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code history}. */
@Command(
        name = "history",
        description = {
            "Show when an address moved, from which node to which, and why: from its Events (kept for an hour by"
                    + " default), the statuses of its nodes, and journals of agents.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 shown; 1 the cluster or a journal cannot be read; 2 called in a wrong way.",
            "",
            "Examples:",
            "  virtualip history ingress",
            "  virtualip history ingress --journal node-a.jsonl --journal node-b.jsonl"
        })
public final class HistoryCommand implements Callable<Integer> {
    /** The namespace in which the API server keeps Events about objects without a namespace. */
    private static final String NAMESPACE = "default";

    @Parameters(paramLabel = "NAME", description = "A VirtualIP, or a Service as NAMESPACE/NAME.")
    private String name = "";

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "A journal of an agent (virtualip-agent run --journal FILE), copied here; can be repeated.")
    private List<Path> journals = new ArrayList<>();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws CommandFailedException {
        HistoryReport report;
        try (ClusterClient client = ClusterClient.connect(cluster, System.getenv())) {
            report = read(client);
        }
        output.print(spec, report, (one, wide) -> HistoryText.of(one, Instant.now()));
        return ExitStatus.OK;
    }

    private HistoryReport read(ClusterClient client) throws CommandFailedException {
        VirtualIP virtualIP = VirtualIPLookup.find(client.list(VirtualIP.class), name);
        List<String> gaps = new ArrayList<>();
        List<VRRPRouter> routers = client.listIfAllowed(VRRPRouter.class, gaps);
        List<Event> events = client.askIfAllowed(
                () -> client.client()
                        .resources(Event.class)
                        .inNamespace(NAMESPACE)
                        .withField("involvedObject.kind", ApiGroup.VIRTUAL_IP)
                        .withField(
                                "involvedObject.name", virtualIP.getMetadata().getName())
                        .list()
                        .getItems(),
                gaps);
        List<HistoryEntry> entries = new ArrayList<>();
        for (Path journal : journals) {
            entries.addAll(JournalFile.read(journal, router -> HistoryReporter.isAbout(virtualIP, router)));
        }
        return HistoryReporter.report(virtualIP, routers, Objects.requireNonNullElse(events, List.of()), entries, gaps);
    }
}
