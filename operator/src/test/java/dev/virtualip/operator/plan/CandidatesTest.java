package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.plan.candidates.SilentAgents;
import dev.virtualip.operator.plan.model.Observed.Taint;
import dev.virtualip.operator.plan.topology.NodeEligibility;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Choice of candidate nodes, and reasons to replace one. */
class CandidatesTest {
    private static final String ADDRESS = "192.0.2.210/24";

    private final MiniCluster cluster = MiniCluster.of(3);

    CandidatesTest() {
        cluster.settle();
    }

    private Planned place() {
        cluster.put("web", ADDRESS);
        return new Planned(cluster.settle());
    }

    @Test
    void eachNodeHasAVRRPRouterFromTheStartAndItIsEmpty() {
        assertThat(cluster.plan().routers())
                .hasSize(3)
                .allSatisfy((node, spec) -> assertThat(spec.virtualRouters()).isEmpty());
    }

    @Test
    void onlyTheNodesThatAreSelectedTakePart() {
        cluster.host("node-002").labels.put("edge", "yes");
        cluster.put("web", Specs.of(ADDRESS).where("edge", "yes").spec());

        assertThat(new Planned(cluster.settle()).nodes("web")).containsExactly("node-002");
    }

    @Test
    void selectorThatMatchesNothingIsReportedWithTheReason() {
        cluster.put("web", Specs.of(ADDRESS).where("edge", "yes").spec());

        assertThat(new Planned(cluster.settle()).refusal("web"))
                .startsWith("NoEligibleNode: ")
                .contains("nodeSelector");
    }

    @Test
    void nodeWithoutAnAgentThatReportsGetsNothingNew() {
        cluster.host("node-002").attentive = false;
        cluster.host("node-002").router = null;
        cluster.sleep(SilentAgents.PATIENCE);

        assertThat(place().nodes("web")).containsExactlyInAnyOrder("node-001", "node-003");
    }

    @Test
    void reportOnAnObjectThatIsGoneDoesNotMakeAnAgentPresent() {
        Host host = cluster.host("node-002");
        host.attentive = false;
        host.router = null;
        cluster.sleep(SilentAgents.PATIENCE);
        cluster.write(cluster.plan(), cluster.hosts.keySet());

        assertThat(place().nodes("web")).hasSize(2).doesNotContain("node-002");
        host.attentive = true;
        assertThat(new Planned(cluster.settle()).nodes("web")).contains("node-002");
    }

    @Test
    void nodeWhoseAgentsPodIsNotReadyGetsNothingNewAndKeepsWhatItHas() {
        place();
        cluster.host("node-002").agentPodReady = false;
        cluster.put("later", "192.0.2.211/24");
        Planned plan = new Planned(cluster.settle());

        assertThat(plan.nodes("web")).contains("node-002");
        assertThat(plan.nodes("later")).doesNotContain("node-002");
    }

    /** All deleted, or none ever created: what runs stays, what is new says what a person can do. */
    @Test
    void withoutAnyAgentPodNothingNewIsPlannedAndTheReasonIsReported() {
        Planned before = place();
        String refused = "DaemonSet virtualip-agent has 0 of 3 Pods: violates PodSecurity \"baseline:latest\"";
        cluster.hosts.values().forEach(host -> {
            host.agentPodReady = false;
            host.agentProblem = refused;
        });
        cluster.put("later", "192.0.2.211/24");
        Planned plan = new Planned(cluster.settle());

        assertThat(plan.nodes("web")).isEqualTo(before.nodes("web"));
        assertThat(plan.nodes("later")).isEmpty();
        assertThat(plan.refusal("later"))
                .startsWith("NoEligibleNode: no Node is eligible: no agent Pod runs on node-001, node-002, node-003")
                .endsWith(": " + refused);

        cluster.host("node-002").agentProblem = "Pod virtualip-agent-x cannot start: image i:1 cannot be pulled";
        assertThat(new Planned(cluster.settle()).refusal("later"))
                .contains("; no agent Pod runs on node-002: Pod virtualip-agent-x cannot start");

        cluster.hosts.values().forEach(host -> host.agentPodReady = true);
        assertThat(new Planned(cluster.settle()).nodes("later")).isNotEmpty();
    }

    @Test
    void silentAgentLosesNothing() {
        Planned before = place();
        cluster.host("node-002").attentive = false;
        cluster.sleep(Duration.ofDays(1));

        assertThat(cluster.settle().routers()).isEqualTo(before.plan().routers());
    }

    @Test
    void taintKeepsNewPlacementsAwayAndTakesNothing() {
        Planned before = place();
        cluster.host("node-002").taints.add(new Taint("dedicated", "db", "NoSchedule"));
        cluster.put("later", "192.0.2.211/24");
        Planned plan = new Planned(cluster.settle());

        assertThat(plan.nodes("web")).isEqualTo(before.nodes("web"));
        assertThat(plan.nodes("later")).containsExactlyInAnyOrder("node-001", "node-003");
    }

    @ParameterizedTest
    @ValueSource(strings = {"node.kubernetes.io/not-ready", "node.kubernetes.io/unschedulable"})
    void taintsThatSayWhatTheConditionSaysAreNotCountedTwice(String key) {
        cluster.host("node-002").taints.add(new Taint(key, "", "NoSchedule"));

        assertThat(place().nodes("web")).contains("node-002");
    }

    @Test
    void selectorOfATaintsKeySelectsThoseNodes() {
        Host host = cluster.host("node-002");
        host.labels.put("dedicated", "vip");
        host.taints.add(new Taint("dedicated", "vip", "NoExecute"));
        cluster.put("web", Specs.of(ADDRESS).where("dedicated", "vip").spec());

        assertThat(new Planned(cluster.settle()).nodes("web")).containsExactly("node-002");
    }

    @Test
    void nodeThatIsNotReadyForAMinuteIsPassedOver() {
        Host host = cluster.host("node-002");
        host.ready = false;
        host.readySince = cluster.now;
        cluster.sleep(NodeEligibility.PATIENCE.plusSeconds(1));

        assertThat(place().nodes("web")).containsExactlyInAnyOrder("node-001", "node-003");
    }

    @Test
    void nodeThatFlapsLosesNothingAndIsTakenLast() {
        Planned before = place();
        Host host = cluster.host(before.nodes("web").getFirst());
        host.ready = false;
        host.readySince = cluster.now;
        assertThat(cluster.settle().routers()).isEqualTo(before.plan().routers());

        cluster.put("later", Specs.of("192.0.2.211/24").candidates(2).spec());
        assertThat(new Planned(cluster.plan()).nodes("later")).hasSize(2).doesNotContain(host.name);
        host.ready = true;
        host.readySince = cluster.now;
        assertThat(new Planned(cluster.plan()).nodes("later")).hasSize(2).doesNotContain(host.name);
    }

    @Test
    void nodeThatIsAwayForLongIsStoodInForAndKeepsItsPlace() {
        MiniCluster larger = MiniCluster.of(4);
        larger.settle();
        larger.put("web", ADDRESS);
        Planned before = new Planned(larger.settle());
        String away = before.nodes("web").get(1);
        larger.host(away).ready = false;
        larger.host(away).alive = false;
        larger.host(away).attentive = false;
        larger.host(away).readySince = larger.now;
        assertThat(larger.settle().routers()).isEqualTo(before.plan().routers());

        larger.sleep(NodeEligibility.ABSENCE);
        Planned after = new Planned(larger.settle());

        assertThat(after.nodes("web")).hasSize(4).contains(away);
        assertThat(after.nodes("web").getFirst()).isEqualTo(before.nodes("web").getFirst());
    }

    @Test
    void atMostSoManyAsAreAskedForTakePart() {
        cluster.put("web", Specs.of(ADDRESS).candidates(2).spec());

        assertThat(new Planned(cluster.settle()).nodes("web")).hasSize(2);
    }

    @Test
    void preferredNodesComeFirstByWeight() {
        cluster.host("node-003").labels.put("rack", "a");
        cluster.host("node-001").labels.put("rack", "b");
        cluster.put(
                "web",
                Specs.of(ADDRESS)
                        .preferring(10, "rack", "b")
                        .preferring(90, "rack", "a")
                        .spec());

        assertThat(new Planned(cluster.settle()).nodes("web")).isEqualTo(List.of("node-003", "node-001", "node-002"));
    }
}
