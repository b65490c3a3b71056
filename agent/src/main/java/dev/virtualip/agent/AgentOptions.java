package dev.virtualip.agent;

import dev.virtualip.daemon.CommandLine;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the command line asks for. */
sealed interface AgentOptions {

    /** The text for {@code --help}. */
    String HELP = """
        virtualip-agent: holds floating IP addresses on this host by VRRP.

        virtualip-agent run --config FILE    run the virtual routers of a VRRPRouter file; a change is applied live
        virtualip-agent run --node NAME      run those of the VRRPRouter NAME in Kubernetes; starts from a copy on disk
        virtualip-agent check --config FILE  say what is wrong with such a file; exit 1 if anything is

        Options of run:
          --kubeconfig FILE       with --node: where the API server is and who we are (default: as the pod that this is)
          --namespace NAME        with --node: where the Secrets are (default: the pod's, else the kubeconfig's)
          --http ADDRESS:PORT     /metrics, /healthz, /readyz, /state (default 127.0.0.1:9851; port 0: any)
          --metrics ADDRESS:PORT  /metrics alone, for a Prometheus outside of this host (default: none)
          --state-dir DIR         what has to survive a restart (default /var/lib/virtualip/NODE)
          --journal FILE          write every decision and its inputs, one JSON object a line (default: none)
          --stop-grace DURATION   how long to answer after SIGTERM while no successor is heard (default 1s)

        Signals: SIGTERM hands over, removes everything and exits 0; SIGHUP reads the file again.
        Exit codes: 0 done, 1 check found something, 2 refused to start, 3 failed while running.\
        """;

    /** Print this. */
    record Help(String text) implements AgentOptions {}

    /** The command line makes no sense. */
    record Misuse(String message) implements AgentOptions {}

    /** Check a file. */
    record Check(Path config) implements AgentOptions {}

    /**
     * Run.
     *
     * @param source what says what to run
     * @param http where all of HTTP is served
     * @param metrics where only metrics are served; null: nowhere
     * @param stateFolder where to keep what has to survive a restart; null: the node's folder
     * @param journal the transition journal; null: none
     * @param stopGraceNanos how long to answer after a stop while no successor is heard
     */
    record Run(
            Source source,
            InetSocketAddress http,
            @Nullable InetSocketAddress metrics,
            @Nullable Path stateFolder,
            @Nullable Path journal,
            long stopGraceNanos)
            implements AgentOptions {}

    /** What says what to run. */
    sealed interface Source {}

    /** A file. */
    record FromFile(Path config) implements Source {}

    /**
     * Kubernetes.
     *
     * @param node the node's name
     * @param kubeconfig where the API server is; null: as the pod that this is
     * @param namespace the namespace of Secrets; null: the pod's, or that of the kubeconfig's context
     */
    record FromKubernetes(
            String node,
            @Nullable Path kubeconfig,
            @Nullable String namespace) implements Source {}

    /** Reads a command line; never throws. */
    static AgentOptions parse(String[] arguments) {
        Deque<String> words = new ArrayDeque<>(List.of(arguments));
        String command = words.isEmpty() ? "--help" : words.remove();
        if (command.equals("--help") || command.equals("-h") || words.contains("--help")) {
            return new Help(HELP);
        }
        CommandLine.Mistakes mistakes = new CommandLine.Mistakes();
        AgentOptions options = switch (command) {
            case "run" -> run(CommandLine.options(words, OptionValues.RUN, mistakes), mistakes);
            case "check" -> check(CommandLine.options(words, OptionValues.CHECK, mistakes), mistakes);
            default ->
                new Misuse("there is no command '%s'; run or check (see virtualip-agent --help)".formatted(command));
        };
        return mistakes.isEmpty() ? options : new Misuse(mistakes.text());
    }

    private static Check check(Map<String, String> values, CommandLine.Mistakes mistakes) {
        String config = values.get("--config");
        if (config == null && mistakes.isEmpty()) {
            mistakes.add("option --config is missing");
        }
        return new Check(Path.of(config == null ? "" : config));
    }

    private static Run run(Map<String, String> values, CommandLine.Mistakes mistakes) {
        String metrics = values.get("--metrics");
        InetSocketAddress none = new InetSocketAddress(0);
        return new Run(
                OptionValues.source(values, mistakes),
                mistakes.take(
                        () -> CommandLine.address("--http", values.getOrDefault("--http", "127.0.0.1:9851")), none),
                metrics == null ? null : mistakes.take(() -> CommandLine.address("--metrics", metrics), none),
                CommandLine.path(values, "--state-dir"),
                CommandLine.path(values, "--journal"),
                mistakes.take(
                        () -> OptionValues.duration("--stop-grace", values.getOrDefault("--stop-grace", "1s")), 0L));
    }
}
