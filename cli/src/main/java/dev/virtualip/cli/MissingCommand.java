package dev.virtualip.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a command that only has others below it says when none of them is named. */
final class MissingCommand {
    private MissingCommand() {}

    static ParameterException of(@Nullable CommandSpec spec) {
        CommandSpec present = Objects.requireNonNull(spec, "picocli fills it in");
        String names = String.join(", ", present.subcommands().keySet());
        return new ParameterException(present.commandLine(), "a command is missing: " + names);
    }
}
