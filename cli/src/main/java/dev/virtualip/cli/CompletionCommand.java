package dev.virtualip.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code completion}. */
@Command(
        name = "completion",
        description = {"Print the completion for bash and zsh.", ""},
        footer = {
            "",
            "Examples:",
            "  source <(virtualip completion)                                   (this shell)",
            "  virtualip completion > /etc/bash_completion.d/virtualip          (every shell)"
        })
final class CompletionCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec root = Objects.requireNonNull(spec, "picocli fills it in").root();
        root.commandLine().getOut().println(script(root.commandLine()));
        root.commandLine().getOut().flush();
    }

    /**
     * The completion of a program for bash, which zsh can use too. zsh has no {@code compopt}: picocli's alias for it
     * is not expanded while zsh completes, so that each Tab would print an error.
     */
    static String script(CommandLine program) {
        return AutoComplete.bash("virtualip", program).replace("alias compopt=complete\n", "function compopt { :; }\n");
    }
}
