package dev.virtualip.agent;

import dev.virtualip.agent.config.ConfigFile;
import dev.virtualip.agent.config.Loaded;
import java.nio.file.Path;

/** The command {@code virtualip-agent}. */
public final class AgentMain {
    /** What was asked for has been done. */
    static final int DONE = 0;

    /** {@code check} found something wrong. */
    static final int WRONG = 1;

    /** It cannot start: wrong usage, an invalid file, missing capabilities, an address in use. */
    static final int REFUSED = 2;

    /** It ran, and something that must not happen made it end. */
    static final int FAILED = 3;

    private AgentMain() {}

    /** Runs the command that the arguments name. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        return switch (AgentOptions.parse(arguments)) {
            case AgentOptions.Help help -> say(help.text());
            case AgentOptions.Misuse misuse -> refuse(misuse.message());
            case AgentOptions.Check check -> check(check.config());
            case AgentOptions.Run run -> Agent.run(run);
        };
    }

    private static int check(Path file) {
        return switch (ConfigFile.read(file)) {
            case Loaded.Ok ok ->
                say("%s: fine, %d virtual routers for %s"
                        .formatted(
                                file,
                                ok.config().virtualRouters().size(),
                                ok.config().nodeName()));
            case Loaded.Invalid invalid -> {
                invalid.problems().forEach(System.err::println);
                yield WRONG;
            }
        };
    }

    private static int say(String text) {
        System.out.println(text);
        return DONE;
    }

    /** Says why it does not start. */
    static int refuse(String message) {
        System.err.println("virtualip-agent: " + message);
        return REFUSED;
    }
}
