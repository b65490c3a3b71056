package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.candidates.SilentAgents;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Plan;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** "What absence means", of the contract: objects that are gone change nothing. */
class AbsenceTest {

    @Test
    void deletedVRRPRouterComesBackAsItWasFromTheStatusOfTheVirtualIPs() {
        MiniCluster cluster = running();
        Plan before = cluster.settle();
        cluster.hosts.values().forEach(host -> host.router = null);

        // As long as no agent has said its addresses anew, anybody may speak; nothing else differs.
        cluster.plan()
                .verdicts()
                .forEach((name, verdict) -> assertThat(verdict.routers())
                        .as(name)
                        .isEqualTo(Objects.requireNonNull(before.verdicts().get(name))
                                .routers()));
        assertThat(cluster.settle().routers()).isEqualTo(before.routers());
    }

    @Test
    void withoutAnyStatusWhatAgentsSayThatTheyRunGivesTheSamePlacesIDsAndPriorities() {
        MiniCluster cluster = running();
        Plan before = cluster.settle();
        cluster.hosts.values().forEach(host -> host.router = null);
        Map<String, WantedVirtualIP> without = new HashMap<>();
        cluster.virtualIPs.forEach((name, old) -> without.put(
                name,
                new WantedVirtualIP(name, "anew", 1, old.createdAt(), Map.of(), old.spec(), VirtualIPStatus.none())));
        cluster.virtualIPs.clear();
        cluster.write(cluster.plan(), cluster.hosts.keySet());
        cluster.agents();
        cluster.virtualIPs.putAll(without);

        assertThat(cluster.plan().routers()).isEqualTo(before.routers());
    }

    @Test
    void nodeThatIsGoneKeepsItsVRRPRouterUntilAnotherAnswersInItsPlace() {
        MiniCluster cluster = running();
        Plan plan = cluster.settle();
        String active = List.copyOf(plan.verdicts().values())
                .getFirst()
                .routers()
                .getFirst()
                .candidates()
                .getFirst()
                .node();
        cluster.host(active).exists = false;
        assertThat(cluster.plan().removable()).isEmpty();

        cluster.host(active).alive = false;
        cluster.agents();

        assertThat(cluster.plan().removable()).isEqualTo(Set.of(active));
    }

    @Test
    void withoutAnyMemoryNothingBeginsBeforeEveryAgentHasSaidWhatItRuns() {
        MiniCluster cluster = running();
        Plan before = cluster.settle();
        String last = new Planned(before).nodes("b").getLast();
        lose(cluster);
        cluster.host(last).attentive = false;
        cluster.put("e", "192.0.2.214/24");

        Planned waiting = new Planned(cluster.settle());

        assertThat(waiting.named("192.0.2.214/24")).isEmpty();
        assertThat(waiting.pending("e"))
                .singleElement()
                .asString()
                .startsWith("ReleasePending: the agent of node " + last);
        assertThat(waiting.nodes("b")).isEqualTo(new Planned(before).nodes("b").subList(0, 2));
        assertThat(waiting.plan().nextLookAt()).isNotNull();

        cluster.host(last).attentive = true;
        Planned after = new Planned(cluster.settle());

        assertThat(after.named("192.0.2.214/24")).hasSize(3);
        assertThat(after.router("b")).isEqualTo(new Planned(before).router("b"));
    }

    /** Otherwise the others would not hear it and take its address, too. */
    @Test
    void holderOfAnAddressCountsAlsoWhenItReportsLast() {
        MiniCluster cluster = running();
        Planned before = new Planned(cluster.settle());
        Host holder = cluster.host(before.nodes("b").getFirst());
        String source = holder.source(Objects.requireNonNull(holder.running.get("b-ipv4")));
        lose(cluster);
        holder.attentive = false;

        Planned waiting = new Planned(cluster.settle());

        assertThat(heard(waiting, "b")).hasSize(2).allMatch(List::isEmpty);

        cluster.now = Objects.requireNonNull(waiting.plan().nextLookAt());
        Planned without = new Planned(cluster.settle());

        assertThat(heard(without, "b")).hasSize(3).allMatch(sources -> sources.contains(source));

        holder.attentive = true;
        Planned after = new Planned(cluster.settle());

        assertThat(after.nodes("b").getFirst()).isEqualTo(holder.name);
        assertThat(heard(after, "b")).allMatch(sources -> sources.contains(source));
    }

    @Test
    void agentThatDoesNotComeBackIsNotWaitedForForEver() {
        MiniCluster cluster = running();
        cluster.settle();
        lose(cluster);
        cluster.host("node-001").attentive = false;
        cluster.put("e", "192.0.2.214/24");
        Plan waiting = cluster.settle();

        cluster.now = Objects.requireNonNull(waiting.nextLookAt());

        assertThat(new Planned(cluster.settle()).named("192.0.2.214/24"))
                .hasSize(3)
                .doesNotContain("node-001");
    }

    @Test
    void nodeThatJoinsAndIsSilentHoldsNothingUp() {
        MiniCluster cluster = running();
        cluster.settle();
        cluster.sleep(SilentAgents.PATIENCE);
        cluster.join("node-007", 7).attentive = false;
        cluster.put("e", "192.0.2.214/24");

        assertThat(new Planned(cluster.settle()).named("192.0.2.214/24")).hasSize(3);
    }

    @Test
    void whenAllNodesAreMissingNothingIsDeletedThatAnswers() {
        MiniCluster cluster = running();
        Plan before = cluster.settle();
        cluster.hosts.values().forEach(host -> host.exists = false);
        Set<String> actives = new HashSet<>();
        before.verdicts()
                .keySet()
                .forEach(name -> actives.add(new Planned(before).nodes(name).getFirst()));

        assertThat(cluster.plan().removable()).doesNotContainAnyElementsOf(actives);
    }

    /** Whom each node that has a virtual router for a VirtualIP shall hear. */
    private static List<List<String>> heard(Planned planned, String virtualIP) {
        return planned.plan().routers().values().stream()
                .flatMap(spec -> spec.virtualRouters().stream())
                .filter(router -> router.virtualIPs().contains(virtualIP))
                .map(router -> router.vrrpOrDefault().allowedSources())
                .toList();
    }

    /** The API server lost all, and VirtualIPs were applied again. */
    private static void lose(MiniCluster cluster) {
        cluster.sleep(Duration.ofDays(1));
        cluster.hosts.values().forEach(host -> host.router = null);
        for (WantedVirtualIP old : List.copyOf(cluster.virtualIPs.values())) {
            cluster.virtualIPs.put(
                    old.name(),
                    new WantedVirtualIP(
                            old.name(), "anew", 1, cluster.now, Map.of(), old.spec(), VirtualIPStatus.none()));
        }
    }

    private static MiniCluster running() {
        MiniCluster cluster = MiniCluster.of(6);
        cluster.settle();
        cluster.put("a", "192.0.2.210/24", "2001:db8::f:210/64");
        cluster.put("b", Specs.of("192.0.2.211/24").id(7).spec());
        cluster.put("c", Specs.of("192.0.2.212/24").with("group").spec());
        cluster.put("d", Specs.of("192.0.2.213/24").with("group").spec());
        return cluster;
    }
}
