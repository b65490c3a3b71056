package dev.virtualip.agent;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.Durations;
import dev.virtualip.crds.format.Names;
import dev.virtualip.daemon.CommandLine;
import dev.virtualip.daemon.page.PageAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
            "--page",
            PageAddress.CONSENT,
            "--state-dir",
            "--journal",
            "--stop-grace");

    /** The options of {@code check}. */
    static final List<String> CHECK = List.of("--config");

    /** The options of {@code probe}. */
    static final List<String> PROBE =
            List.of("--config", "--interface", "--peers", "--duration", "--virtual-router-id", "--host-root", "--plan");

    private static final int ID_MAX = 255;
    private static final long PROBE_MAX_NANOS = 60_000_000_000L;
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

    /** The address of the live page; null: none is served. */
    static @Nullable InetSocketAddress page(Map<String, String> values, CommandLine.Mistakes mistakes) {
        String consent = values.getOrDefault(PageAddress.CONSENT, "false");
        if (!consent.equals("true") && !consent.equals("false")) {
            mistakes.add("option %s: '%s' is neither true nor false".formatted(PageAddress.CONSENT, consent));
        }
        String page = values.get("--page");
        if (page == null) {
            return null;
        }
        if (values.containsKey("--node")) {
            mistakes.add("option --page requires --config; in a cluster the operator serves the page");
        }
        InetSocketAddress none = new InetSocketAddress(0);
        return mistakes.take(
                () -> PageAddress.checked(CommandLine.address("--page", page), consent.equals("true")), none);
    }

    private static String name(String option, String value, int maxCharacters) {
        if (!Names.isName(value, maxCharacters)) {
            throw new IllegalArgumentException(
                    "option %s: '%s' is not a valid Kubernetes name".formatted(option, value));
        }
        return value;
    }

    /** The command {@code probe}. */
    static AgentOptions.Probe probe(Map<String, String> values, CommandLine.Mistakes mistakes) {
        return new AgentOptions.Probe(
                values.get("--plan"),
                CommandLine.path(values, "--config"),
                words(values.get("--interface")),
                mistakes.take(
                        () -> words(values.get("--peers")).stream()
                                .map(AddressText::parse)
                                .toList(),
                        List.of()),
                mistakes.take(() -> virtualRouterId(values.getOrDefault("--virtual-router-id", "0")), 0),
                mistakes.take(
                        () -> duration("--duration", values.getOrDefault("--duration", "3s"), PROBE_MAX_NANOS), 0L),
                Path.of(values.getOrDefault("--host-root", "/")));
    }

    private static List<String> words(@Nullable String list) {
        return list == null
                ? List.of()
                : Stream.of(list.split(",", -1))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    private static int virtualRouterId(String text) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > ID_MAX) {
            throw new IllegalArgumentException(
                    "option --virtual-router-id: '%s' is not a number from 1 to 255".formatted(text));
        }
        return Integer.parseInt(text);
    }

    static long duration(String option, String text) {
        return duration(option, text, GRACE_MAX_NANOS);
    }

    private static long duration(String option, String text, long maxNanos) {
        try {
            long nanos = Durations.parse(text);
            if (nanos > maxNanos) {
                throw new IllegalArgumentException("'%s' is more than %s".formatted(text, Durations.format(maxNanos)));
            }
            return nanos;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("option %s: %s".formatted(option, e.getMessage()), e);
        }
    }
}
