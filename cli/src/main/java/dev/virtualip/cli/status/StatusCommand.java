package dev.virtualip.cli.status;

import dev.virtualip.cli.cluster.ClusterOptions;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.ExitStatus;
import dev.virtualip.cli.output.OutputOption;
import dev.virtualip.cli.output.Suggestion;
import dev.virtualip.cli.output.TextStyle;
import dev.virtualip.crds.report.AddressReport;
import dev.virtualip.crds.report.StatusReport;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code status}. */
@Command(
        name = "status",
        description = {
            "Show which node answers for each address, and what is wrong, the worst first, with the remedy.",
            "",
            "With NAME: one VirtualIP with its nodes, their priorities and health, and why it moved last. Also a"
                    + " Service as NAMESPACE/NAME.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 shown; 1 the cluster or agent cannot be read; 2 called in a wrong way; 3 with --check: an"
                    + " address does not answer or is degraded.",
            "",
            "Examples:",
            "  virtualip status",
            "  virtualip status ingress",
            "  virtualip status --check > /dev/null || echo 'virtualip needs attention'",
            "  virtualip status --agent http://127.0.0.1:9851    (on a host without Kubernetes)"
        })
public final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "A VirtualIP, or a Service as NAMESPACE/NAME.")
    private @Nullable String name;

    @Option(names = "--check", description = "Exit with 3 if an address does not answer or is degraded.")
    private boolean check;

    @Mixin
    private AgentOption agents = new AgentOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws CommandFailedException {
        StatusReport report = new ReportSource(agents, cluster).read();
        StatusReport shown = name == null ? report : only(report, name);
        TextStyle style = TextStyle.ofProcess(System.getenv());
        output.print(spec, shown, (one, wide) -> text(one, wide, name != null, style));
        return check && shown.hasProblem() ? ExitStatus.PROBLEM : ExitStatus.OK;
    }

    private static String text(StatusReport report, boolean wide, boolean detail, TextStyle style) {
        Instant now = Instant.now();
        return detail ? StatusText.detail(report, now, style) : StatusText.overview(report, now, style, wide);
    }

    private static StatusReport only(StatusReport report, String name) throws CommandFailedException {
        for (AddressReport address : report.addresses()) {
            if (address.name().equals(name) || name.equals(address.service())) {
                return report.only(address.name());
            }
        }
        List<String> known =
                report.addresses().stream().map(AddressReport::name).toList();
        throw new CommandFailedException(
                "There is no VirtualIP %s%s".formatted(name, Suggestion.of(name, known, "virtualip status")));
    }
}
