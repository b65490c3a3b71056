package dev.virtualip.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The demo's view of a host, before its agent is there, while it runs, and when it is gone. */
@SideBySide
@RequiresLab
class DemoObserverE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NO_ROUTERS = """
        apiVersion: virtualip.dev/v1alpha1
        kind: VRRPRouter
        metadata: {name: lb01}
        spec: {virtualRouters: []}
        """;

    @Test
    void hostIsShownWithoutAgentWithoutRouterAndAfterItsEnd() {
        try (Lab lab = Lab.start("CameraE2E", LabSubnets.EXAMPLE, "lb01")) {
            DemoHost demoHost = new DemoHost(lab.host("lb01"), NO_ROUTERS);
            DemoObserver observer = new DemoObserver(List.of(demoHost.watched()), Set.of());
            assertThat(states(observer)).containsExactly("no agent");

            demoHost.start();
            AgentProcess agent = demoHost.agent().orElseThrow();
            Wait.until("it answers", PATIENCE, () -> states(observer).equals(List.of("no router")));

            agent.pause();
            assertThat(states(observer)).containsExactly("no answer");

            agent.kill();
            Wait.until("it is gone", PATIENCE, () -> states(observer).equals(List.of("no agent")));
        }
    }

    private static List<String> states(DemoObserver observer) {
        return observer.look().hosts().stream()
                .map(DemoSnapshot.HostLine::state)
                .toList();
    }
}
