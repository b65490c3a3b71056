package dev.virtualip.agent;

import dev.virtualip.crds.Durations;
import dev.virtualip.crds.Names;
import dev.virtualip.daemon.CommandLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /** What says what to run: a file or Kubernetes, and one of them. */
    static AgentOptions.Source source(Map<String, String> values, CommandLine.Mistakes mistakes) {
        String config = values.get("--config");
        String node = values.get("--node");
        String namespace = values.get("--namespace");
        if (config != null && node != null) {
            mistakes.add("options --config and --node exclude each other: give a file, or a node of Kubernetes");
        } else if (config == null && node == null && mistakes.isEmpty()) {
            // After another mistake it may be the one that was mistyped.
            mistakes.add("option --config FILE or --node NAME is missing");
        } else if (config != null) {
            Stream.of("--kubeconfig", "--namespace")
                    .filter(values::containsKey)
                    .forEach(option -> mistakes.add("option %s goes with --node, not with --config".formatted(option)));
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
