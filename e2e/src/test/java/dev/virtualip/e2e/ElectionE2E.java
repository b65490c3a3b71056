package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.daemon.RouterSetup;
import dev.virtualip.e2e.lab.Lab;
import dev.virtualip.e2e.lab.Network;
import dev.virtualip.e2e.lab.Pause;
import dev.virtualip.e2e.probe.ProbeLog;
import dev.virtualip.e2e.probe.Prober;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who becomes Active when the two hosts are not configured alike. */
@RequiresLab
class ElectionE2E {
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.100/24");

    @Test
    void ofEqualPrioritiesTheHigherAddressWins() {
        try (Pair pair = Pair.ours("ElectionE2E-equal", ROUTER)) {
            pair.agentB().configure(ROUTER.priority(Pair.BETTER));
            pair.lab().silence("a");
            pair.b().awaitHolding(pair.address(), Pair.PATIENCE);
            pair.lab().heal();
            // Both were Active: 192.0.2.12 is above 192.0.2.11.
            pair.awaitOnly(pair.b());
            pair.awaitState(pair.agentA(), "Backup");
        }
    }

    @Test
    void aReleaseMovesTheAddressAndItStaysThere() {
        try (Pair pair = Pair.ours("ElectionE2E-release", ROUTER)) {
            Prober prober = pair.probe();
            Pause.millis(300);
            pair.agentA().configure(ROUTER.priority(Pair.BETTER).extra("release: \"move-1\""));
            pair.awaitOnly(pair.b());
            Pause.millis(1500);
            assertThat(pair.hostA().holds(pair.address()))
                    .as("it does not preempt straight back")
                    .isFalse();
            assertThat(pair.field(pair.agentA(), "reason").asText()).isEqualTo("MoveRequested");
            ProbeLog log = prober.stop();
            assertThat(log.lost()).as("%s", log).isZero();

            pair.agentA().configure(ROUTER.priority(Pair.BETTER));
            pair.awaitOnly(pair.a());
        }
    }

    @Test
    void bothChecksumFormsAreUnderstoodAndCounted() {
        try (Lab lab = Lab.start("ElectionE2E-checksum", Network.DOCUMENTATION, "a", "b")) {
            RouterSetup messageOnly = ROUTER.priority(Pair.BETTER).extra("vrrp.checksum: MessageOnly");
            AgentProcess a = AgentProcess.start(lab.host("a"), messageOnly);
            AgentProcess b = AgentProcess.start(lab.host("b"), ROUTER);
            a.awaitHolding(ROUTER.firstAddress(), Pair.PATIENCE);
            awaitCounted(b, "messageOnly");
            a.configure(messageOnly.priority(Pair.WORSE - 1));
            b.awaitHolding(ROUTER.firstAddress(), Pair.PATIENCE);
            awaitCounted(a, "withPseudoHeader");
            assertThat(b.log()).doesNotContainIgnoringCase("checksum is wrong");
        }
    }

    @Test
    void aBackupWaitsByTheIntervalOfTheActive() {
        final double farBelowThreeSecondsMillis = 2000;
        try (Lab lab = Lab.start("ElectionE2E-interval", Network.DOCUMENTATION, "a", "b", "client")) {
            AgentProcess a = AgentProcess.start(lab.host("a"), ROUTER.priority(Pair.BETTER));
            a.awaitHolding(ROUTER.firstAddress(), Pair.PATIENCE);
            AgentProcess b = AgentProcess.start(lab.host("b"), ROUTER.interval(Duration.ofSeconds(1)));
            Pause.until(
                    "b has learnt it",
                    Pair.PATIENCE,
                    () -> b.router("vr55")
                            .filter(router ->
                                    router.path("activeInterval").asText().equals("100ms"))
                            .isPresent());
            long pulled = System.nanoTime();
            lab.host("a").pullCable();
            b.awaitHolding(ROUTER.firstAddress(), Pair.PATIENCE);
            assertThat((System.nanoTime() - pulled) / 1e6).isLessThan(farBelowThreeSecondsMillis);
        }
    }

    /** eth2 is an interface that only its host sees: nobody hears the member there, so only the group keeps b still. */
    @Test
    void aMoveGroupGoesTogether() {
        String group = "moveGroup: edge";
        try (Lab lab = Lab.start("ElectionE2E-group", Network.DOCUMENTATION, "a", "b")) {
            for (var host : lab.hosts()) {
                host.ip(
                        "link add eth2 type veth peer name elsewhere",
                        "addr add 203.0.113.1/24 dev eth2",
                        "link set elsewhere up",
                        "link set eth2 up");
            }
            AgentProcess a = AgentProcess.start(lab.host("a"), groupOfTwo(group, Pair.BETTER));
            a.awaitHolding(ROUTER.firstAddress(), Pair.PATIENCE);
            AgentProcess b = AgentProcess.start(lab.host("b"), groupOfTwo(group, Pair.WORSE));
            awaitStates(b, "Backup", "Backup");
            Pause.millis(1000);
            assertThat(b.state().orElseThrow().findValuesAsText("state")).doesNotContain("Active");

            a.host().ip("link set eth2 down");
            awaitStates(b, "Active", "Active");
            Pause.until("a let go of both", Pair.PATIENCE, () -> !a.host().holds(ROUTER.firstAddress()));
            a.host().ip("link set eth2 up");
            awaitStates(a, "Active", "Active");
        }
    }

    private static String groupOfTwo(String group, int priority) {
        return """
            apiVersion: virtualip.dev/v1alpha1
            kind: VRRPRouter
            metadata: {name: node}
            spec:
              virtualRouters:
              - {name: inside, interface: eth1, addresses: [192.0.2.100/24], priority: %1$d, %2$s,
                 advertisementInterval: 100ms, vrrp: {virtualRouterID: 55}}
              - {name: outside, interface: eth2, addresses: [203.0.113.100/24], priority: %1$d, %2$s,
                 advertisementInterval: 100ms, vrrp: {virtualRouterID: 56}}
            """.formatted(priority, group);
    }

    private static void awaitStates(AgentProcess agent, String inside, String outside) {
        Pause.until(
                "%s is %s inside and %s outside".formatted(agent.host(), inside, outside),
                Pair.PATIENCE,
                () -> is(agent, "inside", inside) && is(agent, "outside", outside));
    }

    private static boolean is(AgentProcess agent, String router, String state) {
        return agent.router(router)
                .map(found -> found.path("state").asText())
                .filter(state::equals)
                .isPresent();
    }

    private static void awaitCounted(AgentProcess agent, String form) {
        Pause.until(
                agent.host() + " has counted " + form,
                Pair.PATIENCE,
                () -> agent.router("vr55")
                        .map(router ->
                                router.path("peers").path(0).path("checksums").path(form))
                        .map(JsonNode::asLong)
                        .filter(count -> count > 0)
                        .isPresent());
    }
}
