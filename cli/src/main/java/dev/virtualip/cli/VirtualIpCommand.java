package dev.virtualip.cli;

import dev.virtualip.cli.action.MaintenanceCommand;
import dev.virtualip.cli.action.MoveCommand;
import dev.virtualip.cli.bundle.SupportBundleCommand;
import dev.virtualip.cli.doctor.DoctorCommand;
import dev.virtualip.cli.history.HistoryCommand;
import dev.virtualip.cli.plan.SimulateCommand;
import dev.virtualip.cli.plan.WhyCommand;
import dev.virtualip.cli.status.StatusCommand;
import dev.virtualip.cli.status.WatchCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command at the top: it only has others below it. */
@Command(
        name = "virtualip",
        description = "Floating IP addresses that VRRP moves between hosts, from the command line.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = CliVersion.class,
        subcommands = {
            StatusCommand.class,
            WatchCommand.class,
            HistoryCommand.class,
            WhyCommand.class,
            SimulateCommand.class,
            MoveCommand.class,
            MaintenanceCommand.class,
            DoctorCommand.class,
            SupportBundleCommand.class,
            ImportCommand.class,
            CompletionCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done; 1 it could not be done (the message says why); 2 called in a wrong way; 3 the answer"
                    + " is bad news: see --check and --wait; 130 ended by Ctrl-C.",
            "",
            "Examples:",
            "  virtualip status                 what is wrong, and what to do",
            "  virtualip why ingress            why it is on this node and on no other",
            "  virtualip simulate drain node-a  what would move where",
            "  virtualip import keepalived lb01.conf lb02.conf > virtualip.yaml"
        })
final class VirtualIpCommand implements Runnable {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // Only picocli looks at it.
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // Only picocli looks at it.
    private boolean version;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw MissingCommand.of(spec);
    }
}
