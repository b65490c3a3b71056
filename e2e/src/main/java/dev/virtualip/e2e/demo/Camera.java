package dev.virtualip.e2e.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.lab.BoundAddress;
import dev.virtualip.e2e.lab.Host;
import dev.virtualip.e2e.probe.ProbeLog;
import dev.virtualip.e2e.probe.Prober;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Looks at hosts, agents and clients, and puts together what there is to see. */
final class Camera {
    private final List<Watched> hosts;
    private final Set<InetAddress> floating;
    private final Map<String, Prober> probers = new LinkedHashMap<>();

    /**
     * A host to look at.
     *
     * @param host the host
     * @param agent its agent, if it runs
     */
    record Watched(Host host, Supplier<Optional<AgentProcess>> agent) {}

    /** Looks for these addresses on these hosts. */
    Camera(List<Watched> hosts, Set<InetAddress> floating) {
        this.hosts = List.copyOf(hosts);
        this.floating = Set.copyOf(floating);
    }

    /** From now on, shows what this client notices. */
    synchronized void add(String address, Prober prober) {
        probers.put(address, prober);
    }

    /** What there is to see now. */
    synchronized Scene look() {
        List<Scene.HostLine> lines = new ArrayList<>();
        hosts.forEach(host -> lines.addAll(lines(host)));
        LinkedHashMap<String, ProbeLog> logs = new LinkedHashMap<>();
        probers.forEach((address, prober) -> logs.put(address, prober.log()));
        return new Scene(lines, logs);
    }

    private List<Scene.HostLine> lines(Watched watched) {
        List<String> held = watched.host().addresses().stream()
                .map(BoundAddress::address)
                .filter(floating::contains)
                .map(InetAddress::getHostAddress)
                .toList();
        Optional<AgentProcess> agent = watched.agent().get().filter(AgentProcess::isAlive);
        Optional<JsonNode> state = agent.flatMap(AgentProcess::state);
        if (state.isEmpty()) {
            return List.of(withoutRouter(watched, agent.isPresent() ? "no answer" : "no agent", held));
        }
        List<Scene.HostLine> lines = new ArrayList<>();
        for (JsonNode router : state.get().findPath("virtualRouters")) {
            // The addresses belong to the host: shown once.
            List<String> shown = lines.isEmpty() ? held : List.of();
            lines.add(new Scene.HostLine(
                    watched.host().name(),
                    router.path("name").asText(),
                    router.path("state").asText(),
                    router.path("priority").asText(),
                    shown,
                    router.path("reason").asText()));
        }
        return lines.isEmpty() ? List.of(withoutRouter(watched, "no router", held)) : lines;
    }

    private static Scene.HostLine withoutRouter(Watched watched, String why, List<String> held) {
        return new Scene.HostLine(watched.host().name(), "", why, "", held, "");
    }
}
