package dev.virtualip.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.e2e.RequiresLab;
import dev.virtualip.e2e.SideBySide;
import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.lab.Lab;
import dev.virtualip.e2e.lab.Network;
import dev.virtualip.e2e.lab.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The demo's view of a host, before its agent is there, while it runs, and when it is gone. */
@SideBySide
@RequiresLab
class CameraE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NO_ROUTERS = """
        apiVersion: virtualip.dev/v1alpha1
        kind: VRRPRouter
        metadata: {name: lb01}
        spec: {virtualRouters: []}
        """;

    @Test
    void hostIsShownWithoutAnAgentWithOneThatHasNoRouterAndAfterItsEnd() {
        try (Lab lab = Lab.start("CameraE2E", Network.EXAMPLE, "lb01")) {
            Player player = new Player(lab.host("lb01"), NO_ROUTERS);
            Camera camera = new Camera(List.of(player.watched()), Set.of());
            assertThat(states(camera)).containsExactly("no agent");

            player.start();
            AgentProcess agent = player.agent().orElseThrow();
            Pause.until("it answers", PATIENCE, () -> states(camera).equals(List.of("no router")));

            agent.pause();
            assertThat(states(camera)).containsExactly("no answer");

            agent.kill();
            Pause.until("it is gone", PATIENCE, () -> states(camera).equals(List.of("no agent")));
        }
    }

    private static List<String> states(Camera camera) {
        return camera.look().hosts().stream().map(Scene.HostLine::state).toList();
    }
}
