package dev.virtualip.testkit.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.Checkout;
import dev.virtualip.testkit.lab.LabHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Our agent on a host, started by its launcher.
 *
 * @param host where it runs
 * @param processes the one process that it is
 */
public record AgentProcess(LabHost host, ProcessTree processes) implements Daemon {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PORT = 9851;

    /** Starts it with these virtual routers. */
    public static AgentProcess start(LabHost host, RouterSetup... routers) {
        return start(host, AgentConfig.of(host.name(), List.of(routers)));
    }

    /** Starts it with a document as it stands. A second start on a host keeps the first one's state folder. */
    public static AgentProcess start(LabHost host, String document) {
        write(host, document);
        return start(host, file(host, "yaml"));
    }

    /** Starts it with these virtual routers and further options. */
    public static AgentProcess start(LabHost host, List<String> options, RouterSetup... routers) {
        write(host, AgentConfig.of(host.name(), List.of(routers)));
        List<String> source =
                new ArrayList<>(List.of("--config", file(host, "yaml").toString()));
        source.addAll(options);
        return run(host, source);
    }

    /** Starts it with a file that is there. A second start on a host keeps the first one's state folder. */
    public static AgentProcess start(LabHost host, Path configuration) {
        return run(host, List.of("--config", configuration.toString()));
    }

    /**
     * Starts it as the agent of the Kubernetes node that is named like its host. A second start on a host keeps
     * the first one's state folder.
     *
     * @param kubeconfig how it reaches the API server, and as whom
     * @param namespace where its Secrets are
     */
    public static AgentProcess join(LabHost host, Path kubeconfig, String namespace) {
        return join(host, host.name(), kubeconfig, namespace);
    }

    /** The same as the agent of a node with another name. */
    public static AgentProcess join(LabHost host, String node, Path kubeconfig, String namespace) {
        return run(host, List.of("--node", node, "--kubeconfig", kubeconfig.toString(), "--namespace", namespace));
    }

    private static AgentProcess run(LabHost host, List<String> source) {
        List<String> command = new ArrayList<>(command("run"));
        command.addAll(source);
        command.addAll(List.of("--http", "127.0.0.1:" + PORT));
        command.addAll(List.of("--state-dir", file(host, "state").toString()));
        command.addAll(List.of("--journal", file(host, "journal").toString()));
        ProcessTree processes = ProcessTree.start(host, file(host, "log"), command.toArray(String[]::new));
        return host.lab().closing(new AgentProcess(host, processes));
    }

    /** The command line of its launcher with these arguments. */
    public static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The launcher that starts it. */
    static Path launcher() {
        return Checkout.root().resolve("agent/bin/virtualip-agent");
    }

    /** Replaces its configuration while it runs; it notices by itself. */
    public void configure(RouterSetup... routers) {
        configure(AgentConfig.of(host.name(), List.of(routers)));
    }

    /** The same with a document as it stands. */
    public void configure(String document) {
        write(host, document);
    }

    /** Its status and counters, from {@code /state}; empty while it does not answer. */
    public Optional<JsonNode> state() {
        return get("/state").map(AgentProcess::parse);
    }

    /** One virtual router of {@link #state}, by name; empty while the agent does not answer or does not have it. */
    public Optional<JsonNode> router(String name) {
        return state().flatMap(state -> StreamSupport.stream(
                        find(state, "virtualRouters").spliterator(), false)
                .filter(router -> router.path("name").asText().equals(name))
                .findFirst());
    }

    /** Body of an HTTP path such as {@code /metrics}; empty while it does not answer with 200. */
    public Optional<String> get(String path) {
        return host.namespace().call(() -> HttpGet.body(PORT, path));
    }

    /** Its transition journal so far, one JSON document a line. */
    public List<String> journal() {
        try {
            Path journal = file(host, "journal");
            return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode find(JsonNode state, String field) {
        return Optional.ofNullable(state.findValue(field)).orElseGet(JSON::createArrayNode);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new LabException("the agent's state is no JSON: " + json, e);
        }
    }

    private static void write(LabHost host, String document) {
        Path file = file(host, "yaml");
        Path draft = file(host, "yaml.draft");
        try {
            Files.writeString(draft, document);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(LabHost host, String what) {
        return host.lab().folder().resolve(host + "-agent." + what);
    }
}
