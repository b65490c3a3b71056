package dev.virtualip.cli.plan;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code simulate}: one command below it for each change. */
@Command(
        name = "simulate",
        description = "Show what the operator would do, without doing it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = SimulateDrainCommand.class)
public final class SimulateCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing: drain");
    }
}
