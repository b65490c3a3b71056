package dev.virtualip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.docs.RoffPage;
import dev.virtualip.testkit.golden.GoldenFiles;
import dev.virtualip.testkit.lab.Checkout;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page and the completions of the Linux package are those that the commands give. */
final class ManualPagesTest {

    private final CommandLine program =
            CliMain.commandLine(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()));

    @Test
    void manualPageIsCurrent() {
        CommandSpec root = program.getCommandSpec();
        RoffPage page = new RoffPage("virtualip", 1, "see and move floating IP addresses")
                .section("SYNOPSIS")
                .paragraph(synopsis(root))
                .section("DESCRIPTION")
                .paragraph(text(root.usageMessage().description()));
        page.section("COMMANDS");
        addCommands(root, page);
        page.section("NOTES").verbatim(lines(root.usageMessage().footer()));
        page.section("SEE ALSO").paragraph("virtualip-agent(8), virtualip.yaml(5)");

        check("man/virtualip.1", page.text());
        assertThat(page.text()).contains(".SS \"virtualip status", ".SS \"virtualip import keepalived");
    }

    @Test
    void completionForBashIsCurrent() {
        check("completion/virtualip.bash", CompletionCommand.script(program));
    }

    @Test
    void completionForFishIsCurrent() {
        StringBuilder lines =
                new StringBuilder("# Made from the sources by a test: -Dtest=ManualPagesTest -Dgolden.write=true\n");
        CommandSpec root = program.getCommandSpec();
        addFish(root, "__fish_use_subcommand", lines);
        check("completion/virtualip.fish", lines.toString());
        assertThat(lines.toString()).contains("-a status -d", "__fish_seen_subcommand_from status");
    }

    private static void addCommands(CommandSpec parent, RoffPage page) {
        for (CommandLine each : parent.subcommands().values()) {
            CommandSpec command = each.getCommandSpec();
            if (command.subcommands().isEmpty()) {
                page.subsection(synopsis(command))
                        .paragraph(text(command.usageMessage().description()));
                command.positionalParameters().stream()
                        .filter(argument -> !argument.hidden())
                        .forEach(argument -> page.term(argument.paramLabel(), text(argument.description())));
                options(command).forEach(option -> page.term(signature(option), text(option.description())));
                String footer = lines(command.usageMessage().footer());
                if (!footer.isBlank()) {
                    page.verbatim(footer);
                }
            }
            addCommands(command, page);
        }
    }

    private static void addFish(CommandSpec command, String condition, StringBuilder lines) {
        for (OptionSpec option : options(command)) {
            lines.append("complete -c virtualip -n ").append(fish(condition));
            for (String name : option.names()) {
                lines.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
            }
            lines.append(option.arity().max() > 0 ? " -r" : "");
            lines.append(" -d ").append(fish(sentence(option.description())));
            lines.append('\n');
        }
        command.subcommands().forEach((name, each) -> {
            CommandSpec child = each.getCommandSpec();
            lines.append("complete -c virtualip -n %s -f -a %s -d %s\n"
                    .formatted(
                            fish(condition),
                            name,
                            fish(sentence(child.usageMessage().description()))));
            String below = (condition.equals("__fish_use_subcommand") ? "" : condition + "; and ")
                    + "__fish_seen_subcommand_from " + name;
            addFish(child, below, lines);
        });
    }

    private static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp())
                .toList();
    }

    private static String synopsis(CommandSpec command) {
        return command.commandLine()
                .getHelp()
                .synopsis(0)
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String signature(OptionSpec option) {
        String label = option.arity().max() > 0 ? " " + option.paramLabel() : "";
        return Arrays.stream(option.names()).sorted().collect(Collectors.joining(", ")) + label;
    }

    private static String text(String[] description) {
        return plain(String.join(" ", description)).replaceAll("\\s+", " ").strip();
    }

    /** The first sentence: a shell shows one line. A colon in parentheses, as before a default, ends nothing. */
    private static String sentence(String[] description) {
        return text(description).replaceFirst("[.;] .*|:(?![^()]*\\)) .*|\\.$", "");
    }

    private static String lines(String[] text) {
        return plain(String.join("\n", text)).strip();
    }

    private static String plain(String text) {
        return text.replace("%n", "\n").replace("%%", "%").replaceAll("@\\|\\w+ (.*?)\\|@", "$1");
    }

    private static String fish(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static void check(String name, String text) {
        GoldenFiles.check(Checkout.root().resolve("deploy/src/main/package").resolve(name), text);
    }
}
