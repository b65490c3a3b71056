package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.Prober;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Election of the Active when the two hosts are configured differently. */
@RequiresLab
class ElectionE2E {
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.100/24");

    @Test
    void equalPrioritiesElectTheHigherAddress() {
        try (RouterPair pair = RouterPair.ours("ElectionE2E-equal", ROUTER)) {
            pair.agentB().configure(ROUTER.priority(RouterPair.BETTER));
            pair.lab().silence("a");
            pair.b().awaitHolding(pair.address(), RouterPair.PATIENCE);
            pair.lab().heal();
            // Both were Active: 192.0.2.12 is above 192.0.2.11.
            pair.awaitOnly(pair.b());
            pair.awaitState(pair.agentA(), "Backup");
        }
    }

    @Test
    void releaseMovesTheAddressForGood() {
        try (RouterPair pair = RouterPair.ours("ElectionE2E-release", ROUTER)) {
            Prober prober = pair.probe();
            Wait.millis(300);
            pair.agentA().configure(ROUTER.priority(RouterPair.BETTER).extra("release: \"move-1\""));
            pair.awaitOnly(pair.b());
            Wait.millis(1500);
            assertThat(pair.hostA().holds(pair.address()))
                    .as("it does not preempt straight back")
                    .isFalse();
            assertThat(pair.field(pair.agentA(), "reason").asText()).isEqualTo("MoveRequested");
            ProbeLog log = prober.stop();
            assertThat(log.lost()).as("%s", log).isZero();

            pair.agentA().configure(ROUTER.priority(RouterPair.BETTER));
            pair.awaitOnly(pair.a());
        }
    }

    @Test
    void bothChecksumFormsAreAcceptedAndCounted() {
        try (Lab lab = Lab.start("ElectionE2E-checksum", LabSubnets.DOCUMENTATION, "a", "b")) {
            RouterSetup messageOnly = ROUTER.priority(RouterPair.BETTER).extra("vrrp.checksum: MessageOnly");
            AgentProcess a = AgentProcess.start(lab.host("a"), messageOnly);
            AgentProcess b = AgentProcess.start(lab.host("b"), ROUTER);
            a.awaitHolding(ROUTER.firstAddress(), RouterPair.PATIENCE);
            awaitCounted(b, "messageOnly");
            a.configure(messageOnly.priority(RouterPair.WORSE - 1));
            b.awaitHolding(ROUTER.firstAddress(), RouterPair.PATIENCE);
            awaitCounted(a, "withPseudoHeader");
            assertThat(b.log()).doesNotContainIgnoringCase("checksum is wrong");
        }
    }

    @Test
    void backupWaitsByTheIntervalOfTheActive() {
        final double farBelowThreeSecondsMillis = 2000;
        try (Lab lab = Lab.start("ElectionE2E-interval", LabSubnets.DOCUMENTATION, "a", "b", "client")) {
            AgentProcess a = AgentProcess.start(lab.host("a"), ROUTER.priority(RouterPair.BETTER));
            a.awaitHolding(ROUTER.firstAddress(), RouterPair.PATIENCE);
            AgentProcess b = AgentProcess.start(lab.host("b"), ROUTER.interval(Duration.ofSeconds(1)));
            Wait.until(
                    "b has learnt it",
                    RouterPair.PATIENCE,
                    () -> b.router("vr55")
                            .filter(router ->
                                    router.path("activeInterval").asText().equals("100ms"))
                            .isPresent());
            long pulled = System.nanoTime();
            lab.host("a").pullCable();
            b.awaitHolding(ROUTER.firstAddress(), RouterPair.PATIENCE);
            assertThat((System.nanoTime() - pulled) / 1e6).isLessThan(farBelowThreeSecondsMillis);
        }
    }

    /** eth2 is connected to no other host, so only the group keeps the member of b there in Backup. */
    @Test
    void moveGroupMovesTogether() {
        String group = "moveGroup: edge";
        try (Lab lab = Lab.start("ElectionE2E-group", LabSubnets.DOCUMENTATION, "a", "b")) {
            for (var host : lab.hosts()) {
                host.ip(
                        "link add eth2 type veth peer name elsewhere",
                        "addr add 203.0.113.1/24 dev eth2",
                        "link set elsewhere up",
                        "link set eth2 up");
            }
            AgentProcess a = AgentProcess.start(lab.host("a"), groupOfTwo(group, RouterPair.BETTER));
            a.awaitHolding(ROUTER.firstAddress(), RouterPair.PATIENCE);
            AgentProcess b = AgentProcess.start(lab.host("b"), groupOfTwo(group, RouterPair.WORSE));
            awaitStates(b, "Backup", "Backup");
            Wait.millis(1000);
            assertThat(b.state().orElseThrow().findValuesAsText("state")).doesNotContain("Active");

            a.host().ip("link set eth2 down");
            awaitStates(b, "Active", "Active");
            Wait.until("a let go of both", RouterPair.PATIENCE, () -> !a.host().holds(ROUTER.firstAddress()));
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
        Wait.until(
                "%s is %s inside and %s outside".formatted(agent.host(), inside, outside),
                RouterPair.PATIENCE,
                () -> is(agent, "inside", inside) && is(agent, "outside", outside));
    }

    private static boolean is(AgentProcess agent, String router, String state) {
        return agent.router(router)
                .map(found -> found.path("state").asText())
                .filter(state::equals)
                .isPresent();
    }

    private static void awaitCounted(AgentProcess agent, String form) {
        Wait.until(
                agent.host() + " has counted " + form,
                RouterPair.PATIENCE,
                () -> agent.router("vr55")
                        .map(router ->
                                router.path("peers").path(0).path("checksums").path(form))
                        .map(JsonNode::asLong)
                        .filter(count -> count > 0)
                        .isPresent());
    }
}
