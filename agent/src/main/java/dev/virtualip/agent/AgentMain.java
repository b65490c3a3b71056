package dev.virtualip.agent;

import dev.virtualip.agent.config.file.ConfigFile;
import dev.virtualip.agent.config.file.ConfigFileResult;
import dev.virtualip.agent.health.HealthCheckRunner;
import java.nio.file.Path;

/** The command {@code virtualip-agent}. */
public final class AgentMain {
    private AgentMain() {}

    /** Runs the command that the arguments name. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        return switch (AgentOptions.parse(arguments)) {
            case AgentOptions.Help help -> print(help.text());
            case AgentOptions.Misuse misuse -> ExitCode.failToStart(misuse.message());
            case AgentOptions.Check check -> check(check.config());
            case AgentOptions.Probe probe -> ProbeCommand.run(probe);
            case AgentOptions.Run run -> Agent.run(run);
        };
    }

    private static int check(Path file) {
        return switch (ConfigFile.read(file, HealthCheckRunner::commandProblem)) {
            case ConfigFileResult.Valid valid ->
                print("%s: valid, %d virtual routers for %s"
                        .formatted(
                                file,
                                valid.config().virtualRouters().size(),
                                valid.config().nodeName()));
            case ConfigFileResult.Invalid invalid -> {
                invalid.problems().forEach(System.err::println);
                yield ExitCode.CHECK_FAILED;
            }
        };
    }

    private static int print(String text) {
        System.out.println(text);
        return ExitCode.DONE;
    }
}
