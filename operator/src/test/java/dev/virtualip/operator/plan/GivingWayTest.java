package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Reasons to remove a candidate, and changes that are none: cordons, labels, deletion. */
class GivingWayTest {
    private static final String ADDRESS = "192.0.2.210/24";

    private final MiniCluster cluster = MiniCluster.of(3);

    GivingWayTest() {
        cluster.settle();
    }

    private Planned place() {
        cluster.put("web", ADDRESS);
        return new Planned(cluster.settle());
    }

    @Test
    void nodeThatIsExcludedOrBeingDeletedGivesWayWhenAnotherListens() {
        MiniCluster larger = MiniCluster.of(4);
        larger.settle();
        larger.put("web", ADDRESS);
        Planned before = new Planned(larger.settle());
        String excluded = before.nodes("web").get(0);
        String deleted = before.nodes("web").get(1);
        larger.host(excluded).labels.put("node.kubernetes.io/exclude-from-external-load-balancers", "");
        larger.host(deleted).deleting = true;

        assertThat(new Planned(larger.settle()).nodes("web")).hasSize(2).doesNotContain(excluded, deleted);
    }

    @Test
    void lastNodeKeepsWhatItHasThoughItShallGo() {
        MiniCluster single = MiniCluster.of(1);
        single.settle();
        single.put("web", ADDRESS);
        single.settle();
        single.host("node-001").deleting = true;

        assertThat(new Planned(single.settle()).named(ADDRESS)).containsExactly("node-001");
    }

    @Test
    void cordonedNodeHandsOverAndTakesNothingNewWhileThereAreOthers() {
        Planned before = place();
        String active = before.nodes("web").getFirst();
        cluster.host(active).cordoned = true;
        cluster.put("later", Specs.of("192.0.2.211/24").candidates(2).spec());
        Planned after = new Planned(cluster.settle());

        assertThat(after.nodes("web").getLast()).isEqualTo(active);
        assertThat(after.nodes("later")).doesNotContain(active);
    }

    @Test
    void cordonMovesNothingWhenThatIsNotWanted() {
        cluster.moveOnCordon = false;
        Planned before = place();
        cluster.host(before.nodes("web").getFirst()).cordoned = true;

        assertThat(cluster.settle().routers()).isEqualTo(before.plan().routers());
    }

    @Test
    void whenAllAreCordonedNothingMovesAndNewOnesAreStillPlaced() {
        Planned before = place();
        cluster.hosts.values().forEach(host -> host.cordoned = true);
        assertThat(cluster.settle().routers()).isEqualTo(before.plan().routers());

        cluster.put("later", "192.0.2.211/24");
        assertThat(new Planned(cluster.settle()).nodes("later")).hasSize(3);
    }
}
