package dev.virtualip.deploy.chart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.lab.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Helm, as a process.
 *
 * @param program its path
 */
record Helm(Path program) {

    private static final Path RECIPE = Chart.REPOSITORY.resolve("e2e/kubernetes/helm/build.sh");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Building it takes two minutes where Go has to fetch the modules first. */
    private static final Duration BUILD_WITHIN = Duration.ofMinutes(15);

    /** The one that is there already; empty when there is none. */
    static Optional<Helm> there() {
        return found("--look");
    }

    /** The one that is there, or built now. */
    static Optional<Helm> made() {
        return found();
    }

    private static Optional<Helm> found(String... options) {
        List<String> command = new ArrayList<>(List.of(RECIPE.toString()));
        command.addAll(List.of(options));
        CommandResult answer = CommandResult.of(command, BUILD_WITHIN);
        return answer.exit() == 0
                ? Optional.of(new Helm(Path.of(answer.output().lines().toList().getLast())))
                : Optional.empty();
    }

    /** Renders the chart for a namespace. */
    CommandResult template(String namespace, String... options) {
        List<String> command = new ArrayList<>(List.of("template", "virtualip", Chart.FOLDER.toString()));
        command.addAll(List.of("--namespace", namespace));
        if (!Arrays.asList(options).contains("--kube-version")) {
            command.addAll(List.of("--kube-version", "1.31"));
        }
        command.addAll(List.of(options));
        return run(command);
    }

    /** The objects that it renders. */
    List<JsonNode> objects(String... options) {
        return Chart.documents(template(Chart.NAMESPACE, options).orThrow());
    }

    CommandResult lint(String... options) {
        List<String> command = new ArrayList<>(List.of("lint", "--strict", Chart.FOLDER.toString()));
        command.addAll(List.of(options));
        return run(command);
    }

    private CommandResult run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        return CommandResult.of(command, PATIENCE);
    }
}
