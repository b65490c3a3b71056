package dev.virtualip.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The program {@code virtualip}. */
public final class CliMain {
    private CliMain() {}

    /** Runs a command and exits: 0 done, 1 it could not be done, 2 it was called in a wrong way. */
    public static void main(String[] arguments) {
        System.exit(commandLine(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(arguments));
    }

    /** The whole program, with the two streams that it writes to. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        CommandLine commandLine = new CommandLine(new VirtualIpCommand());
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setParameterExceptionHandler((wrong, given) -> {
            CommandLine command = wrong.getCommandLine();
            String name = command.getCommandSpec().qualifiedName();
            command.getErr().println("%s: %s; see %s --help".formatted(name, oneLine(wrong), name));
            return CommandLine.ExitCode.USAGE;
        });
        return commandLine;
    }

    private static String oneLine(Exception wrong) {
        return String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
