package dev.virtualip.e2e.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.lab.HostAddress;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.Prober;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Looks at hosts, agents and clients, and puts together what there is to see. */
final class DemoObserver {
    private final List<Watched> hosts;
    private final Set<InetAddress> floating;
    private final Map<String, Prober> probers = new LinkedHashMap<>();

    /**
     * A host to look at.
     *
     * @param host the host
     * @param agent its agent, if it runs
     */
    record Watched(LabHost host, Supplier<Optional<AgentProcess>> agent) {}

    /** Looks for these addresses on these hosts. */
    DemoObserver(List<Watched> hosts, Set<InetAddress> floating) {
        this.hosts = List.copyOf(hosts);
        this.floating = Set.copyOf(floating);
    }

    /** From now on, shows what this client notices. */
    synchronized void add(String address, Prober prober) {
        probers.put(address, prober);
    }

    /** Takes a snapshot. */
    synchronized DemoSnapshot look() {
        List<DemoSnapshot.HostLine> lines = new ArrayList<>();
        hosts.forEach(host -> lines.addAll(lines(host)));
        LinkedHashMap<String, ProbeLog> logs = new LinkedHashMap<>();
        probers.forEach((address, prober) -> logs.put(address, prober.log()));
        return new DemoSnapshot(lines, logs);
    }

    private List<DemoSnapshot.HostLine> lines(Watched watched) {
        List<String> held = watched.host().addresses().stream()
                .map(HostAddress::address)
                .filter(floating::contains)
                .map(InetAddress::getHostAddress)
                .toList();
        Optional<AgentProcess> agent = watched.agent().get().filter(AgentProcess::isAlive);
        Optional<JsonNode> state = agent.flatMap(AgentProcess::state);
        if (state.isEmpty()) {
            return List.of(withoutRouter(watched, agent.isPresent() ? "no answer" : "no agent", held));
        }
        List<DemoSnapshot.HostLine> lines = new ArrayList<>();
        for (JsonNode router : state.get().findPath("virtualRouters")) {
            // The addresses belong to the host: shown once.
            List<String> shown = lines.isEmpty() ? held : List.of();
            lines.add(new DemoSnapshot.HostLine(
                    watched.host().name(),
                    router.path("name").asText(),
                    router.path("state").asText(),
                    router.path("priority").asText(),
                    shown,
                    router.path("reason").asText()));
        }
        return lines.isEmpty() ? List.of(withoutRouter(watched, "no router", held)) : lines;
    }

    private static DemoSnapshot.HostLine withoutRouter(Watched watched, String why, List<String> held) {
        return new DemoSnapshot.HostLine(watched.host().name(), "", why, "", held, "");
    }
}
