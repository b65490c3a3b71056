package dev.virtualip.deploy.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Helm, as a process.
 *
 * @param program its path
 */
record Helm(Path program) {

    private static final Path RECIPE = Chart.REPOSITORY.resolve("e2e/kubernetes/helm/build.sh");
    private static final long PATIENCE_SECONDS = 60;

    /** Building it takes two minutes where Go has to fetch the modules first. */
    private static final long BUILD_SECONDS = 900;

    /**
     * What a process said.
     *
     * @param status its exit status
     * @param output what it wrote to both of its outputs
     */
    record Answer(int status, String output) {

        String orThrow() {
            if (status != 0) {
                throw new AssertionError("exit " + status + ": " + output);
            }
            return output;
        }
    }

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
        Answer answer = call(command, BUILD_SECONDS);
        return answer.status() == 0
                ? Optional.of(new Helm(Path.of(answer.output().lines().toList().getLast())))
                : Optional.empty();
    }

    /** Renders the chart for a namespace. */
    Answer template(String namespace, String... options) {
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

    Answer lint(String... options) {
        List<String> command = new ArrayList<>(List.of("lint", "--strict", Chart.FOLDER.toString()));
        command.addAll(List.of(options));
        return run(command);
    }

    private Answer run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        return call(command, PATIENCE_SECONDS);
    }

    /** Runs a program. */
    static Answer call(List<String> command, long seconds) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try {
                process.getOutputStream().close();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
                return new Answer(ended ? process.exitValue() : -1, said);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return new Answer(-1, command.getFirst() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(-1, "interrupted");
        }
    }
}
