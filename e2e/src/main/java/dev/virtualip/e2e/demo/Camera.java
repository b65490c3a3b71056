package dev.virtualip.e2e.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.lab.BoundAddress;
import dev.virtualip.e2e.probe.ProbeLog;
import dev.virtualip.e2e.probe.Prober;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at hosts, agents and clients, and puts together what there is to see. */
final class Camera {
    private final List<Player> players;
    private final Set<InetAddress> floating;
    private final Map<String, Prober> probers = new LinkedHashMap<>();

    /** Looks for these addresses on the hosts of these players. */
    Camera(List<Player> players, Set<InetAddress> floating) {
        this.players = List.copyOf(players);
        this.floating = Set.copyOf(floating);
    }

    /** From now on, shows what this client notices. */
    synchronized void add(String address, Prober prober) {
        probers.put(address, prober);
    }

    /** What there is to see now. */
    synchronized Scene look() {
        List<Scene.HostLine> lines = new ArrayList<>();
        players.forEach(player -> lines.addAll(lines(player)));
        LinkedHashMap<String, ProbeLog> logs = new LinkedHashMap<>();
        probers.forEach((address, prober) -> logs.put(address, prober.log()));
        return new Scene(lines, logs);
    }

    private List<Scene.HostLine> lines(Player player) {
        List<String> held = player.host().addresses().stream()
                .map(BoundAddress::address)
                .filter(floating::contains)
                .map(InetAddress::getHostAddress)
                .toList();
        Optional<JsonNode> state = player.agent().flatMap(AgentProcess::state);
        if (state.isEmpty()) {
            String why = player.agent().isPresent() ? "no answer" : "no agent";
            return List.of(new Scene.HostLine(player.toString(), "", why, "", held, ""));
        }
        List<Scene.HostLine> lines = new ArrayList<>();
        for (JsonNode router : state.get().findPath("virtualRouters")) {
            // The addresses belong to the host: shown once.
            List<String> shown = lines.isEmpty() ? held : List.of();
            lines.add(new Scene.HostLine(
                    player.toString(),
                    router.path("name").asText(),
                    router.path("state").asText(),
                    router.path("priority").asText(),
                    shown,
                    router.path("reason").asText()));
        }
        return lines;
    }
}
