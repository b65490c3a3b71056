package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Observed.Definition;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A definition that is deleted is a loss, not an order; a VirtualIP that is deleted while it stands is an order. */
class UnclaimedVirtualIPsTest {
    private static final Definition SECOND = new Definition("second", true);

    private final MiniCluster cluster = MiniCluster.of(4);
    private final SortedMap<String, VRRPRouterSpec> before;

    UnclaimedVirtualIPsTest() {
        cluster.settle();
        cluster.put("dns", "192.0.2.210/24", "2001:db8::f:210/64");
        cluster.put("web", "192.0.2.211/24");
        before = cluster.settle().routers();
    }

    @Test
    void virtualIPDeletedWhileItsDefinitionStandsIsWithdrawn() {
        cluster.virtualIPs.clear();

        Plan plan = cluster.settle();

        assertThat(plan.routers().values())
                .allMatch(spec -> spec.virtualRouters().isEmpty());
        assertThat(plan.unclaimed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MiniCluster, false", "'', false", "second, true", "second, false"})
    void virtualIPsThatDisappearWithTheirDefinitionGoOnAsTheyRun(String uid, boolean standing) {
        cluster.virtualIPs.clear();
        cluster.definition = new Definition(uid, standing);

        Plan plan = cluster.settle();

        assertThat(plan.routers()).isEqualTo(before);
        assertThat(plan.unclaimed()).containsExactly("dns", "web");
        assertThat(plan.verdicts()).isEmpty();
        assertThat(plan.nextLookAt() != null).isEqualTo(!standing);
        assertThat(cluster.hosts.values())
                .filteredOn(host -> !cluster.spec(host.name).virtualRouters().isEmpty())
                .isNotEmpty()
                .allMatch(host -> !unclaimedOn(host).isEmpty());
    }

    /** The finalizer of the definition, one after the other, as the watch shows it. */
    @Test
    void virtualIPsMayDisappearOneAfterTheOther() {
        cluster.definition = new Definition(MiniCluster.DEFINITION.uid(), false);
        cluster.virtualIPs.remove("dns");
        cluster.settle();
        cluster.virtualIPs.clear();
        cluster.definition = Definition.GONE;
        cluster.settle();
        cluster.definition = SECOND;

        assertThat(cluster.settle().routers()).isEqualTo(before);
    }

    /** Deleted and made again by Helm or by hand, perhaps within a second, while no operator ran. */
    @Test
    void definitionReplacedWhileTheOperatorWasDownIsKnownByTheRecord() {
        cluster.definition = SECOND;

        Plan plan = Planner.plan(new Desired(List.of(), Map.of()), cluster.observed(), cluster.now);

        assertThat(plan.routers()).isEqualTo(before);
        assertThat(plan.unclaimed()).containsExactly("dns", "web");
    }

    @Test
    void virtualIPAppliedAgainGoesOnAndIsDeletedByOrderWhileAnotherStaysUnclaimed() {
        WantedVirtualIP web = lose("web");

        cluster.put("web", web.spec());
        Plan claimed = cluster.settle();

        assertThat(claimed.routers()).isEqualTo(before);
        assertThat(claimed.unclaimed()).containsExactly("dns");
        assertThat(new Planned(claimed).nodes("web")).hasSize(3);

        cluster.virtualIPs.remove("web");
        Planned deleted = new Planned(cluster.settle());

        assertThat(deleted.named("192.0.2.211/24")).isEmpty();
        assertThat(deleted.named("192.0.2.210/24")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void unclaimedAddressIsWithdrawnOnAPersonsWord(boolean everywhere) {
        lose("web");

        // kubectl annotate vrrprouters --all virtualip.dev/unclaimed-, of which the first may be seen before the last.
        for (Host host : cluster.hosts.values()) {
            if (unclaimedOn(host).contains("web")) {
                take(host);
                if (!everywhere) {
                    break;
                }
            }
        }
        Plan plan = cluster.settle();

        assertThat(new Planned(plan).named("192.0.2.211/24")).isEmpty();
        assertThat(cluster.hosts.values()).noneMatch(host -> unclaimedOn(host).contains("web"));
    }

    @Test
    void wordIsNotHeardWhileTheDefinitionIsGone() {
        lose("web");
        cluster.definition = Definition.GONE;
        cluster.hosts.values().forEach(UnclaimedVirtualIPsTest::take);

        assertThat(cluster.settle().routers()).isEqualTo(before);
        assertThat(cluster.hosts.values())
                .filteredOn(host -> !cluster.spec(host.name).virtualRouters().isEmpty())
                .allMatch(host -> !unclaimedOn(host).isEmpty());
    }

    @Test
    void definitionLostAgainKeepsWhatIsUnclaimedAndWhatWasClaimed() {
        WantedVirtualIP web = lose("web");
        cluster.put("web", web.spec());
        cluster.settle();
        cluster.virtualIPs.clear();
        cluster.definition = new Definition("third", true);

        Plan plan = cluster.settle();

        assertThat(plan.routers()).isEqualTo(before);
        assertThat(plan.unclaimed()).containsExactly("dns", "web");
    }

    @Test
    void sharedVirtualRouterKeepsTheAddressOfTheOneThatIsNotAppliedYet() {
        MiniCluster shared = MiniCluster.of(3);
        shared.settle();
        shared.put("a", Specs.of("192.0.2.210/24").id(55).spec());
        shared.put("b", Specs.of("192.0.2.211/24").id(55).spec());
        shared.settle();
        WantedVirtualIP a = Objects.requireNonNull(shared.virtualIPs.get("a"));
        shared.virtualIPs.clear();
        shared.definition = SECOND;
        shared.settle();
        shared.put("a", a.spec());

        Plan plan = shared.settle();

        assertThat(new Planned(plan).named("192.0.2.210/24")).hasSize(3);
        assertThat(new Planned(plan).named("192.0.2.211/24")).hasSize(3);
        assertThat(plan.unclaimed()).containsExactly("b");
    }

    @Test
    void nodesMayComeAndGoMeanwhile() {
        lose("web");
        String gone = before.lastKey();
        cluster.join("node-007", 7);
        cluster.host(gone).cordoned = true;

        Plan plan = cluster.settle();

        assertThat(plan.routers().get(gone)).isEqualTo(before.get(gone));
        assertThat(plan.unclaimed()).containsExactly("dns", "web");
    }

    /** Where the operator may not read the definition, and where a former release recorded nothing. */
    @Test
    void withoutARecordEveryAbsenceIsAnOrder() {
        cluster.virtualIPs.clear();
        cluster.definition = null;
        assertThat(cluster.plan().unclaimed()).isEmpty();

        cluster.definition = SECOND;
        cluster.hosts.values().forEach(host -> annotate(host, Map.of()));
        assertThat(cluster.plan().unclaimed()).isEmpty();
    }

    @Test
    void onlyAMissingVirtualIPThatIsNotListedIsInDoubt() {
        assertThat(UnclaimedVirtualIPs.anyInDoubt(
                        cluster.desired(), cluster.observed().routers()))
                .isFalse();
        lose("web");
        assertThat(UnclaimedVirtualIPs.anyInDoubt(
                        cluster.desired(), cluster.observed().routers()))
                .isFalse();
        cluster.hosts.values().forEach(UnclaimedVirtualIPsTest::take);
        assertThat(UnclaimedVirtualIPs.anyInDoubt(
                        cluster.desired(), cluster.observed().routers()))
                .isTrue();
    }

    /** What its template says is missing with it, so nothing of it can be planned: what runs goes on. */
    @Test
    void poolThatIsGoneWithItsDefinitionChangesNothing() {
        MiniCluster pooled = MiniCluster.of(1);
        pooled.settle();
        pooled.put("web", Specs.of("192.0.2.210/24").from("edge").spec());
        VirtualIPPoolSpec pool = new VirtualIPPoolSpec(List.of("192.0.2.208/28"), null, null, null, null, null);
        Desired with = new Desired(pooled.desired().virtualIPs(), Map.of("edge", pool));
        Plan plan = Planner.plan(with, pooled.observed(), pooled.now);
        pooled.write(plan, pooled.hosts.keySet());
        pooled.agents();

        Plan without = pooled.plan();

        assertThat(plan.routers().firstEntry().getValue().virtualRouters()).hasSize(1);
        assertThat(without.routers()).isEqualTo(plan.routers());
        assertThat(new Planned(without).refusal("web")).startsWith("PoolNotFound");
    }

    /** The definition is replaced, and no VirtualIP is applied again; returns one of those that are gone. */
    private WantedVirtualIP lose(String name) {
        WantedVirtualIP lost = Objects.requireNonNull(cluster.virtualIPs.get(name));
        cluster.virtualIPs.clear();
        cluster.definition = SECOND;
        cluster.settle();
        return lost;
    }

    private static String unclaimedOn(Host host) {
        return Objects.requireNonNull(host.router).annotations().getOrDefault(Plan.UNCLAIMED, "");
    }

    private static void take(Host host) {
        Map<String, String> annotations =
                new TreeMap<>(Objects.requireNonNull(host.router).annotations());
        annotations.remove(Plan.UNCLAIMED);
        annotate(host, annotations);
    }

    private static void annotate(Host host, Map<String, String> annotations) {
        ObservedRouter router = Objects.requireNonNull(host.router);
        host.router = new ObservedRouter(
                router.uid(), router.generation(), router.createdAt(), annotations, router.spec(), router.status());
    }
}
