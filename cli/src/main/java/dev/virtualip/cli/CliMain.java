package dev.virtualip.cli;

import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.ExitStatus;
import dev.virtualip.cli.output.StandardOutput;
import dev.virtualip.cli.output.Suggestion;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code virtualip}. */
public final class CliMain {
    private CliMain() {}

    /** Runs a command and exits: 0 done, 1 it could not be done, 2 it was called in a wrong way, 3 bad news. */
    public static void main(String[] arguments) {
        // The client of the API server logs what the messages of this program say already.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        StandardOutput output = new StandardOutput();
        PrintWriter out = new PrintWriter(output, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exit = commandLine(out, err).execute(arguments);
        out.flush();
        String failure = output.failure();
        if (failure != null) {
            err.println("virtualip: the output is incomplete, it cannot be written: " + failure);
            exit = ExitStatus.FAILED;
        }
        System.exit(exit);
    }

    /** The whole program, with the two streams that it writes to. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        CommandLine commandLine = new CommandLine(new VirtualIpCommand());
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setParameterExceptionHandler((wrong, given) -> {
            CommandLine command = wrong.getCommandLine();
            String name = command.getCommandSpec().qualifiedName();
            command.getErr().println("%s: %s%s See %s --help".formatted(name, oneLine(wrong), similar(wrong), name));
            return CommandLine.ExitCode.USAGE;
        });
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            PrintWriter errors = command.getErr();
            if (failure instanceof CommandFailedException expected) {
                errors.println("virtualip: " + expected.getMessage());
                return expected.exitCode();
            }
            errors.println("%s: this is a bug in virtualip, please report it: %s"
                    .formatted(command.getCommandSpec().qualifiedName(), failure));
            if (System.getenv("VIRTUALIP_DEBUG") != null) {
                failure.printStackTrace(errors);
            }
            return ExitStatus.FAILED;
        });
        return commandLine;
    }

    /** The end of a message about a wrong call: the commands that are spelled almost as what was typed, if any. */
    private static String similar(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return ".";
        }
        List<String> close = Suggestion.similar(
                unmatched.getUnmatched().getFirst(),
                wrong.getCommandLine().getSubcommands().keySet());
        return close.isEmpty() ? "." : "; did you mean " + String.join(" or ", close) + "?";
    }

    private static String oneLine(Exception wrong) {
        return String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
