package dev.virtualip.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code import}: one command below it for each program that can be imported from. */
@Command(
        name = "import",
        description = "Translate the configuration of another program.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ImportKeepalivedCommand.class, ImportMetalLBCommand.class, ImportKubeVipCommand.class})
final class ImportCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw MissingCommand.of(spec);
    }
}
