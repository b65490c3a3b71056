package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.plan.model.Plan;
import org.junit.jupiter.api.Test;

/**
 * "An address, Virtual Router ID or priority is re-used only after every former node confirmed the release, or its Node
 * was deleted; until then ReleasePending names the node", of the contract.
 */
class ReleaseTest {
    private static final String ADDRESS = "192.0.2.210/24";

    private final MiniCluster cluster = MiniCluster.of(3);

    ReleaseTest() {
        cluster.settle();
        cluster.put("old", Specs.of(ADDRESS).id(7).spec());
        cluster.settle();
    }

    @Test
    void itemThatIsRemovedIsWithdrawnAndItsVRRPRouterStays() {
        cluster.put("other", "192.0.2.211/24");
        cluster.settle();
        cluster.virtualIPs.remove("old");

        Planned plan = new Planned(cluster.plan());

        assertThat(plan.named(ADDRESS)).isEmpty();
        assertThat(plan.named("192.0.2.211/24")).hasSize(3);
        assertThat(plan.plan().removable()).isEmpty();
        assertThat(plan.plan().routers()).hasSize(3);
    }

    @Test
    void addressGoesToAnotherVirtualIPWhenTheLastFormerNodeHasConfirmed() {
        cluster.host("node-002").attentive = false;
        cluster.virtualIPs.remove("old");
        cluster.put("new", ADDRESS);

        Planned waiting = new Planned(cluster.settle());

        assertThat(waiting.named(ADDRESS)).isEmpty();
        assertWaitsForNode2(waiting);

        cluster.host("node-002").attentive = true;
        Planned after = new Planned(cluster.settle());

        assertThat(after.named(ADDRESS)).hasSize(3);
        assertThat(after.pending("new")).isEmpty();
    }

    @Test
    void addressGoesToAnotherVirtualIPWhenTheNodeOfTheOneThatIsSilentWasDeleted() {
        cluster.host("node-002").attentive = false;
        cluster.virtualIPs.remove("old");
        cluster.put("new", ADDRESS);
        cluster.settle();
        cluster.host("node-002").exists = false;

        assertThat(new Planned(cluster.settle()).named(ADDRESS)).containsExactly("node-001", "node-003");
    }

    @Test
    void sameVirtualIPGetsItsAddressUnderAnotherIDWhenTheLastFormerNodeHasConfirmed() {
        cluster.host("node-002").attentive = false;
        cluster.put("old", Specs.of(ADDRESS).id(8).spec());

        Planned waiting = new Planned(cluster.settle());

        assertThat(waiting.named(ADDRESS)).isEmpty();
        assertThat(waiting.namedID(8)).isEmpty();
        assertThat(waiting.pending("old"))
                .anyMatch(text -> text.startsWith("ReleasePending") && text.contains("node-002"));

        cluster.host("node-002").attentive = true;

        assertThat(new Planned(cluster.settle()).namedID(8)).hasSize(3);
    }

    @Test
    void virtualRouterIDGoesToAnotherVirtualIPWhenTheLastFormerNodeHasConfirmed() {
        cluster.host("node-002").attentive = false;
        cluster.virtualIPs.remove("old");
        cluster.put("new", Specs.of("192.0.2.211/24").id(7).spec());

        Planned waiting = new Planned(cluster.settle());

        assertThat(waiting.namedID(7)).isEmpty();
        assertWaitsForNode2(waiting);

        cluster.host("node-002").attentive = true;

        assertThat(new Planned(cluster.settle()).named("192.0.2.211/24")).hasSize(3);
    }

    @Test
    void idThatIsNotReleasedYetIsNotAllocated() {
        cluster.host("node-002").attentive = false;
        cluster.virtualIPs.remove("old");
        for (int i = 0; i < 60; i++) {
            cluster.put("new-" + i, "192.0.2.%d/24".formatted(101 + i));
        }

        assertThat(new Planned(cluster.settle()).namedID(7)).isEmpty();
    }

    @Test
    void priorityGoesToAnotherNodeWhenTheFormerOneHasConfirmed() {
        MiniCluster larger = MiniCluster.of(4);
        larger.hosts.values().forEach(host -> host.labels.put("edge", "yes"));
        larger.settle();
        larger.put("web", Specs.of(ADDRESS).where("edge", "yes").spec());
        Planned before = new Planned(larger.settle());
        String leaving = before.nodes("web").getLast();
        int priority = before.priority("web", leaving);

        larger.host(leaving).attentive = false;
        larger.host(leaving).labels.clear();
        Planned waiting = new Planned(larger.settle());

        assertThat(waiting.nodes("web")).hasSize(3).doesNotContain(leaving);
        assertThat(waiting.router("web").candidates()).noneMatch(candidate -> candidate.priority() == priority);
    }

    @Test
    void placementThatWasNeverReportedCountsAsHeldUntilTheNodeReports() {
        cluster.host("node-002").attentive = false;
        cluster.put("brief", "192.0.2.212/24");
        cluster.write(cluster.plan(), cluster.hosts.keySet());
        cluster.virtualIPs.remove("brief");
        Plan plan = cluster.plan();
        cluster.write(plan, cluster.hosts.keySet());
        assertThat(plan.unconfirmed()).containsKey("node-002");
        cluster.put("next", "192.0.2.212/24");

        Planned waiting = new Planned(cluster.settle());

        assertThat(waiting.named("192.0.2.212/24")).isEmpty();
        assertThat(waiting.pending("next")).singleElement().asString().contains("node-002");

        cluster.host("node-002").attentive = true;
        Planned after = new Planned(cluster.settle());

        assertThat(after.named("192.0.2.212/24")).hasSize(3);
        assertThat(after.plan().unconfirmed()).isEmpty();
    }

    @Test
    void candidatesMayBeAddedAtAnyTimeThoughOneIsSilent() {
        cluster.put("old", Specs.of(ADDRESS).id(7).candidates(1).spec());
        Planned one = new Planned(cluster.settle());
        assertThat(one.named(ADDRESS)).hasSize(1);
        cluster.host(one.nodes("old").getFirst()).attentive = false;

        cluster.put("old", Specs.of(ADDRESS).id(7).candidates(3).spec());

        assertThat(new Planned(cluster.plan()).named(ADDRESS)).hasSize(3);
    }

    private static void assertWaitsForNode2(Planned waiting) {
        assertThat(waiting.pending("new"))
                .singleElement()
                .asString()
                .startsWith("ReleasePending: ")
                .contains("node-002");
    }
}
