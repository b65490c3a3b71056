package dev.virtualip.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Error of a command that needs one of its subcommands. */
final class MissingCommand {
    private MissingCommand() {}

    static ParameterException of(@Nullable CommandSpec spec) {
        CommandSpec present = Objects.requireNonNull(spec, "picocli fills it in");
        String names = String.join(", ", present.subcommands().keySet());
        return new ParameterException(present.commandLine(), "a command is missing: " + names);
    }
}
