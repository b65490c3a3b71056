package dev.virtualip.cli.doctor;

import dev.virtualip.cli.cluster.ClusterClient;
import dev.virtualip.cli.cluster.ClusterOptions;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.ExitStatus;
import dev.virtualip.cli.output.OutputOption;
import dev.virtualip.cli.output.TextStyle;
import dev.virtualip.crds.doctor.ProbeReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code doctor}. */
@Command(
        name = "doctor",
        description = {
            "Test hosts and the network between them with real packets, and name what is wrong, with the remedy.",
            "",
            "With a kubeconfig: one short Job per node, on the node's network, which are deleted at the end. Without,"
                    + " or with --local: this host. With REPORT: what virtualip-agent probe printed on several hosts.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "In the cluster it needs the rights to list VRRPRouters and DaemonSets, and in the namespace of the"
                    + " release to create, list and delete Jobs, and to list Pods and Events and read logs.",
            "",
            "Exit codes: 0 no finding is an error; 1 a finding is an error, or the test could not be run; 2 called in a"
                    + " wrong way.",
            "",
            "Examples:",
            "  virtualip doctor",
            "  virtualip doctor --node node-a --node node-b",
            "  virtualip doctor --local --config lb01.yaml",
            "  virtualip doctor lb01.json lb02.json"
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final int ID_MAX = 255;

    @Parameters(paramLabel = "REPORT", arity = "0..*", description = "Reports of virtualip-agent probe to compare.")
    private List<Path> reports = new ArrayList<>();

    @Option(names = "--local", description = "Test this host, also if there is a kubeconfig.")
    private boolean local;

    @Option(
            names = "--agent",
            paramLabel = "URL",
            description = "With the virtual routers of this agent on this host (default: http://127.0.0.1:9851).")
    private @Nullable String agent;

    @Option(names = "--config", paramLabel = "FILE", description = "With the virtual routers of this VRRPRouter file.")
    private @Nullable Path config;

    @Option(
            names = "--agent-program",
            paramLabel = "FILE",
            description = "The program virtualip-agent of this host (default: the one on the PATH).")
    private @Nullable Path program;

    @Option(names = "--node", paramLabel = "NAME", description = "Only this node; can be given more than once.")
    private List<String> nodes = new ArrayList<>();

    @Option(
            names = "--host-files",
            description =
                    "Mount /etc and /run of the nodes, read-only, to see whether systemd-networkd or NetworkManager"
                            + " manages the interfaces.")
    private boolean hostFiles;

    @Option(
            names = "--virtual-router-id",
            paramLabel = "ID",
            description = "Virtual Router ID of the test, which no router has (default: the highest that is free).")
    private int virtualRouterId;

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws CommandFailedException {
        CommandLine commandLine =
                Objects.requireNonNull(spec, "picocli fills it in").commandLine();
        boolean here = local || agent != null || config != null;
        boolean there = !nodes.isEmpty() || hostFiles || cluster.kubeconfig() != null || cluster.context() != null;
        if (here && there) {
            throw new ParameterException(
                    commandLine,
                    "--local, --agent and --config test this host, the other options the cluster: choose one");
        }
        if (!reports.isEmpty() && (here || there)) {
            throw new ParameterException(
                    commandLine, "REPORT needs no other option: it is compared, nothing is tested");
        }
        if (virtualRouterId < 0 || virtualRouterId > ID_MAX) {
            throw new ParameterException(commandLine, "--virtual-router-id is a number from 1 to 255");
        }
        DoctorReport report = report(here, there, commandLine);
        TextStyle style = TextStyle.ofProcess(System.getenv());
        output.print(spec, report, (one, wide) -> DoctorText.of(one, style, wide));
        return report.hasError() ? ExitStatus.FAILED : ExitStatus.OK;
    }

    private DoctorReport report(boolean here, boolean there, CommandLine commandLine) throws CommandFailedException {
        if (!reports.isEmpty()) {
            List<ProbeReport> read = new ArrayList<>();
            for (Path file : reports) {
                read.add(LocalDoctor.read(file));
            }
            return DoctorReport.of(read, List.of());
        }
        if (here || (!there && !hasKubeconfig())) {
            return new LocalDoctor(agent, config, program).run();
        }
        try (ClusterClient client = ClusterClient.connect(cluster, System.getenv())) {
            ClusterDoctor.Request request = new ClusterDoctor.Request(nodes, hostFiles, virtualRouterId);
            return new ClusterDoctor(client, request, ClusterDoctor.Patience.USUAL, commandLine.getErr()).run();
        }
    }

    private static boolean hasKubeconfig() {
        String named = System.getenv("KUBECONFIG");
        Path usual = Path.of(System.getProperty("user.home", ""), ".kube", "config");
        return (named != null && !named.isEmpty()) || Files.exists(usual);
    }
}
