package dev.virtualip.agent;

import dev.virtualip.crds.format.Durations;
import dev.virtualip.crds.format.Names;
import dev.virtualip.daemon.CommandLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Parses the values of options; each error names the option and the expected value. */
final class OptionParser {
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

    private OptionParser() {}

    /** The source of the configuration: either a file or Kubernetes. */
    static AgentOptions.Source source(Map<String, String> values, CommandLine.Mistakes mistakes) {
        String config = values.get("--config");
        String node = values.get("--node");
        String namespace = values.get("--namespace");
        if (config != null && node != null) {
            mistakes.add("options --config and --node exclude each other; give a file or the name of a node");
        } else if (config == null && node == null && mistakes.isEmpty()) {
            // Another error may be a mistyped --config or --node.
            mistakes.add("option --config FILE or --node NAME is missing");
        } else if (config != null) {
            Stream.of("--kubeconfig", "--namespace")
                    .filter(values::containsKey)
                    .forEach(option -> mistakes.add("option %s requires --node".formatted(option)));
        }
        if (config != null) {
            return new AgentOptions.FromFile(Path.of(config));
        }
        return new AgentOptions.FromKubernetes(
                node == null ? "" : mistakes.take(() -> name("--node", node, Names.MAX_OBJECT_CHARACTERS), ""),
                CommandLine.path(values, "--kubeconfig"),
                namespace == null
                        ? null
                        : mistakes.take(() -> name("--namespace", namespace, Names.MAX_CHARACTERS), ""));
    }

    private static String name(String option, String value, int maxCharacters) {
        if (!Names.isName(value, maxCharacters)) {
            throw new IllegalArgumentException(
                    "option %s: '%s' is not a valid Kubernetes name".formatted(option, value));
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
