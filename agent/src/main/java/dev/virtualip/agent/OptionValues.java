package dev.virtualip.agent;

import dev.virtualip.crds.Durations;
import dev.virtualip.crds.Names;
import dev.virtualip.daemon.CommandLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The values of options; each error names the option and what it takes. */
final class OptionValues {
    /** The options of {@code run}. */
    static final List<String> RUN = List.of(
            "--config",
            "--node",
            "--kubeconfig",
            "--namespace",
            "--http",
            "--metrics",
            "--state-dir",
            "--journal",
            "--stop-grace");

    /** The options of {@code check}. */
    static final List<String> CHECK = List.of("--config");

    private static final long GRACE_MAX_NANOS = 10_000_000_000L;

    private OptionValues() {}

    static String required(Map<String, String> values, String option) {
        String value = values.get(option);
        if (value == null) {
            throw new IllegalArgumentException("option %s is missing".formatted(option));
        }
        return value;
    }

    /** What says what to run: a file or Kubernetes, and one of them. */
    static AgentOptions.Source source(Map<String, String> values) {
        String config = values.get("--config");
        String node = values.get("--node");
        if ((config == null) == (node == null)) {
            throw new IllegalArgumentException(
                    config == null
                            ? "option --config FILE or --node NAME is missing"
                            : "options --config and --node exclude each other: give a file, or a node of Kubernetes");
        }
        if (config != null) {
            for (String option : List.of("--kubeconfig", "--namespace")) {
                if (values.containsKey(option)) {
                    throw new IllegalArgumentException(
                            "option %s goes with --node, not with --config".formatted(option));
                }
            }
            return new AgentOptions.FromFile(Path.of(config));
        }
        return new AgentOptions.FromKubernetes(
                name("--node", Objects.requireNonNull(node), Names.MAX_OBJECT_CHARACTERS),
                CommandLine.path(values, "--kubeconfig"),
                values.containsKey("--namespace")
                        ? name("--namespace", Objects.requireNonNull(values.get("--namespace")), Names.MAX_CHARACTERS)
                        : null);
    }

    private static String name(String option, String value, int maxCharacters) {
        if (!Names.isName(value, maxCharacters)) {
            throw new IllegalArgumentException("option %s: '%s' is not a name of Kubernetes".formatted(option, value));
        }
        return value;
    }

    static long duration(String option, String text) {
        try {
            long nanos = Durations.parse(text);
            if (nanos > GRACE_MAX_NANOS) {
                throw new IllegalArgumentException("'" + text + "' is more than 10s");
            }
            return nanos;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("option %s: %s".formatted(option, e.getMessage()), e);
        }
    }
}
