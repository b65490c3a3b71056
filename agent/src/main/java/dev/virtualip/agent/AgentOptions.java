package dev.virtualip.agent;

import dev.virtualip.daemon.CommandLine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parsed command line. */
sealed interface AgentOptions {

    /** The text for {@code --help}. */
    String HELP = """
        virtualip-agent: holds floating IP addresses on this host by VRRP.

        virtualip-agent run --config FILE    run the virtual routers of a VRRPRouter file and apply changes of it live
        virtualip-agent run --node NAME      run those of the VRRPRouter NAME in Kubernetes, or the last known ones
        virtualip-agent check --config FILE  check a VRRPRouter file; exit with 1 if it has problems
        virtualip-agent probe                test this host and its links for VRRP; prints JSON (see virtualip doctor)

        Options of run:
          --kubeconfig FILE       with --node: kubeconfig file (default: in-cluster service account)
          --namespace NAME        with --node: namespace of the Secrets (default: that of the pod or kubeconfig)
          --http ADDRESS:PORT     /metrics, /healthz, /readyz, /state (default 127.0.0.1:9851; port 0: any)
          --metrics ADDRESS:PORT  /metrics only, for a Prometheus on another host (default: none)
          --page ADDRESS:PORT     with --config: live page for a browser, such as 127.0.0.1:9853 (default: none)
          --page-without-login B  true: allow --page an address that other hosts reach; the page has no login
          --state-dir DIR         state that survives a restart (default /var/lib/virtualip/NODE)
          --journal FILE          journal of all decisions and their inputs, one JSON object per line
          --stop-grace DURATION   how long to answer after SIGTERM while no successor advertises (default 1s)

        Options of probe, all optional:
          --config FILE           the virtual routers to test, from a VRRPRouter file
          --interface NAME,...    interfaces to test (default: those of the file, else all with an IPv4 address)
          --peers ADDRESS,...     other hosts that run the same probe at the same time
          --duration DURATION     how long to send and receive (default 3s; with peers at most that)
          --virtual-router-id ID  of the test packets: one that no router has (default: the highest free one)
          --host-root DIR         where the host's /run and /etc are (default /)
          --plan JSON             all of this as virtualip doctor writes it

        Signals: SIGTERM hands over, removes all addresses and exits 0; SIGHUP reads the file again.
        Exit codes: 0 success, 1 check found problems, 2 cannot start, 3 failed while running.\
        """;

    /** Prints the help. */
    record Help(String text) implements AgentOptions {}

    /** Invalid command line. */
    record Misuse(String message) implements AgentOptions {}

    /** Checks a file. */
    record Check(Path config) implements AgentOptions {}

    /**
     * Probes the host.
     *
     * @param plan what to test, as JSON; null: the other values say it
     * @param config the file with the virtual routers; null: none
     * @param interfaces more interfaces
     * @param peers addresses of the other hosts
     * @param virtualRouterId the ID of the test packets; 0: the highest free one
     * @param durationNanos how long it takes
     * @param hostRoot where the host's files are
     */
    record Probe(
            @Nullable String plan,
            @Nullable Path config,
            List<String> interfaces,
            List<InetAddress> peers,
            int virtualRouterId,
            long durationNanos,
            Path hostRoot)
            implements AgentOptions {}

    /**
     * Runs the agent.
     *
     * @param source the source of the configuration
     * @param http the address of the HTTP server
     * @param metrics the address of the server for metrics only; null: none
     * @param page the address of the live page; null: none
     * @param stateFolder the folder for state that survives a restart; null: the node's folder
     * @param journal the transition journal; null: none
     * @param stopGraceNanos how long to answer after a stop while no successor advertises
     */
    record Run(
            Source source,
            InetSocketAddress http,
            @Nullable InetSocketAddress metrics,
            @Nullable InetSocketAddress page,
            @Nullable Path stateFolder,
            @Nullable Path journal,
            long stopGraceNanos)
            implements AgentOptions {}

    /** Source of the configuration. */
    sealed interface Source {}

    /** A file. */
    record FromFile(Path config) implements Source {}

    /**
     * Kubernetes.
     *
     * @param node the node's name
     * @param kubeconfig the kubeconfig file; null: in-cluster service account
     * @param namespace the namespace of the Secrets; null: that of the pod or of the kubeconfig's context
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
            case "run" -> run(CommandLine.options(words, OptionParser.RUN, mistakes), mistakes);
            case "probe" -> OptionParser.probe(CommandLine.options(words, OptionParser.PROBE, mistakes), mistakes);
            case "check" -> check(CommandLine.options(words, OptionParser.CHECK, mistakes), mistakes);
            default ->
                new Misuse("unknown command '%s'; use run, check or probe (see virtualip-agent --help)"
                        .formatted(command));
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
                OptionParser.source(values, mistakes),
                mistakes.take(
                        () -> CommandLine.address("--http", values.getOrDefault("--http", "127.0.0.1:9851")), none),
                metrics == null ? null : mistakes.take(() -> CommandLine.address("--metrics", metrics), none),
                OptionParser.page(values, mistakes),
                CommandLine.path(values, "--state-dir"),
                CommandLine.path(values, "--journal"),
                mistakes.take(
                        () -> OptionParser.duration("--stop-grace", values.getOrDefault("--stop-grace", "1s")), 0L));
    }
}
