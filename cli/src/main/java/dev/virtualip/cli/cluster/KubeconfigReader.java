package dev.virtualip.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.Suggestion;
import dev.virtualip.operator.api.ApiFailure;
import io.fabric8.kubernetes.client.Config;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds and reads the kubeconfig, in the places where kubectl looks. */
final class KubeconfigReader {
    private static final String IN_CLUSTER = "KUBERNETES_SERVICE_HOST";

    private KubeconfigReader() {}

    static Config read(ClusterOptions options, Map<String, String> environment) throws CommandFailedException {
        List<Path> files = files(options.kubeconfig(), environment);
        if (files.isEmpty()) {
            if (options.context() == null && environment.containsKey(IN_CLUSTER)) {
                return Config.autoConfigure(null);
            }
            throw new CommandFailedException(
                    "No cluster is configured: neither $KUBECONFIG nor %s exists. Name a file with --kubeconfig FILE or"
                                    .formatted(home(environment))
                            + " read one agent without Kubernetes with --agent URL");
        }
        checkContext(options.context(), files);
        String context = options.context();
        try {
            // Several files of $KUBECONFIG are merged as kubectl merges them: the client does that for the variable.
            return files.size() == 1
                    ? Config.fromKubeconfig(context, files.getFirst().toFile())
                    : Config.autoConfigure(context);
        } catch (RuntimeException e) {
            throw new CommandFailedException(
                    "%s is not a valid kubeconfig: %s".formatted(files.getFirst(), ApiFailure.text(e)));
        }
    }

    private static List<Path> files(@Nullable Path given, Map<String, String> environment)
            throws CommandFailedException {
        if (given != null) {
            if (!Files.isReadable(given) || Files.isDirectory(given)) {
                throw new CommandFailedException(
                        "--kubeconfig %s: the file does not exist or is not readable".formatted(given));
            }
            return List.of(given);
        }
        String variable = environment.getOrDefault("KUBECONFIG", "");
        if (variable.isEmpty()) {
            Path home = home(environment);
            return Files.isReadable(home) ? List.of(home) : List.of();
        }
        List<Path> readable = new ArrayList<>();
        for (String name : variable.split(File.pathSeparator, -1)) {
            Path file = Path.of(name);
            if (!name.isEmpty() && Files.isReadable(file) && !Files.isDirectory(file)) {
                readable.add(file);
            }
        }
        if (readable.isEmpty()) {
            throw new CommandFailedException(
                    "$KUBECONFIG names %s, which does not exist or is not readable".formatted(variable));
        }
        return readable;
    }

    private static Path home(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("HOME", "/"), ".kube", "config");
    }

    /** Checks that a context exists: the client would silently use another one. */
    private static void checkContext(@Nullable String wanted, List<Path> files) throws CommandFailedException {
        List<String> names = new ArrayList<>();
        boolean current = false;
        for (Path file : files) {
            JsonNode document = document(file);
            document.path("contexts")
                    .forEach(context -> names.add(context.path("name").asText()));
            current |= !document.path("current-context").asText("").isEmpty();
        }
        if (wanted != null && !names.contains(wanted)) {
            throw new CommandFailedException("The kubeconfig has no context %s%s"
                    .formatted(wanted, Suggestion.of(wanted, names, "kubectl config get-contexts")));
        }
        if (wanted == null && !current) {
            throw new CommandFailedException(
                    "%s has no current context: choose one with --context NAME or kubectl config use-context%s"
                            .formatted(
                                    files.getFirst(), names.isEmpty() ? "" : "; there is " + String.join(", ", names)));
        }
    }

    private static JsonNode document(Path file) throws CommandFailedException {
        try {
            JsonNode document = new YAMLMapper().readTree(file.toFile());
            if (!document.isObject()) {
                throw new CommandFailedException(
                        file + " is not a valid kubeconfig: it is no YAML document with fields");
            }
            return document;
        } catch (IOException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new CommandFailedException("%s is not a valid kubeconfig: %s".formatted(file, first));
        }
    }
}
