package dev.virtualip.operator;

import dev.virtualip.daemon.CommandLine;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. */
sealed interface OperatorOptions {

    /** The text for {@code --help}. */
    String HELP = """
        virtualip-operator: plans which node may hold which VirtualIP, and tells what came of it.

        virtualip-operator [OPTIONS]

          --kubeconfig FILE       the cluster and who to be there (default: the pod's own, else $KUBECONFIG,
                                  else ~/.kube/config)
          --namespace NAME        where the leader's Lease and the Secrets are (default: the pod's, else the one
                                  of the kubeconfig's context, else default)
          --http ADDRESS:PORT     /metrics, /healthz, /readyz (default :9852; port 0: any)
          --config FILE           settings of the release, see below (default: none of them set)
          --move-on-cordon=BOOL   whether a cordoned node gives its addresses to others (default true)
          --withdraw-all=BOOL     instead of all this: take every address off the nodes, wait until they have
                                  confirmed it, and end; before an uninstall (default false)
          --help                  this text

        The file, all of it optional:
          secrets: [virtualip-keys]   the Secrets that a secretRef may name

        Several may run; the one that holds the Lease virtualip-operator works, the others stand by.
        Environment: VIRTUALIP_OPERATOR_JAVA_OPTS, more options for the JVM, such as -Xmx256m for 10,000 VirtualIPs.
        Signals: SIGTERM finishes what is being written, gives the Lease back and exits 0.
        Exit codes: 0 stopped, 2 refused to start, 3 failed while running.\
        """;

    /** The options that take a value. */
    List<String> KNOWN =
            List.of("--kubeconfig", "--namespace", "--http", "--config", "--move-on-cordon", "--withdraw-all");

    /** Print this. */
    record Help(String text) implements OperatorOptions {}

    /** The command line makes no sense. */
    record Misuse(String message) implements OperatorOptions {}

    /**
     * Run.
     *
     * @param kubeconfig the cluster and who to be there; null: found by itself
     * @param namespace where the Lease and the Secrets are; null: that of the pod or the kubeconfig
     * @param http where metrics and health are served
     * @param config the settings of the release; null: none
     * @param moveOnCordon whether a cordoned node gives its addresses to others
     * @param withdrawAll take every address off and end
     */
    record Run(
            @Nullable Path kubeconfig,
            @Nullable String namespace,
            InetSocketAddress http,
            @Nullable Path config,
            boolean moveOnCordon,
            boolean withdrawAll)
            implements OperatorOptions {}

    /** Reads a command line; never throws. */
    static OperatorOptions parse(String[] arguments) {
        Deque<String> words = new ArrayDeque<>(List.of(arguments));
        if (words.contains("--help") || words.contains("-h")) {
            return new Help(HELP);
        }
        CommandLine.Mistakes mistakes = new CommandLine.Mistakes();
        Run run = run(CommandLine.options(words, KNOWN, mistakes), mistakes);
        return mistakes.isEmpty() ? run : new Misuse(mistakes.text());
    }

    private static Run run(Map<String, String> values, CommandLine.Mistakes mistakes) {
        return new Run(
                CommandLine.path(values, "--kubeconfig"),
                values.get("--namespace"),
                mistakes.take(
                        () -> CommandLine.address("--http", values.getOrDefault("--http", ":9852")),
                        new InetSocketAddress(0)),
                CommandLine.path(values, "--config"),
                mistakes.take(
                        () -> truth("--move-on-cordon", values.getOrDefault("--move-on-cordon", "true")), Boolean.TRUE),
                mistakes.take(
                        () -> truth("--withdraw-all", values.getOrDefault("--withdraw-all", "false")), Boolean.FALSE));
    }

    private static boolean truth(String option, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        "option %s: '%s' is neither true nor false".formatted(option, value));
        };
    }
}
