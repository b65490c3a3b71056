package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.MovePhase;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.Verdict;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Planned moves: by annotation, and off nodes that are cordoned or in maintenance. */
class PlannedMoveTest {
    private static final String ADDRESS = "192.0.2.210/24";

    private final MiniCluster cluster = MiniCluster.of(4);

    PlannedMoveTest() {
        cluster.settle();
    }

    private Planned place(VirtualIPSpec spec) {
        cluster.put("web", spec);
        return new Planned(cluster.settle());
    }

    private Verdict.Move move(String virtualIP) {
        return Objects.requireNonNull(
                new Planned(cluster.plan()).verdict(virtualIP).move());
    }

    private String active() {
        return cluster.hosts.values().stream()
                .filter(host -> host.running.values().stream()
                        .anyMatch(held -> held.spec().virtualIPs().contains("web") && cluster.isActive(host, held)))
                .map(host -> host.name)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> releases(Plan plan) {
        return plan.routers().entrySet().stream()
                .filter(entry -> entry.getValue().virtualRouters().stream()
                        .map(VirtualRouter::release)
                        .anyMatch(Objects::nonNull))
                .map(entry -> entry.getKey())
                .toList();
    }

    @Test
    void moveToMakesTheTargetActiveAndLeavesNoOrder() {
        Planned before = place(PlanInputs.spec(ADDRESS));
        String from = before.nodes("web").get(0);
        String to = before.nodes("web").get(2);

        cluster.moveTo("web", to);
        Planned after = new Planned(cluster.settle());

        assertThat(active()).isEqualTo(to);
        assertThat(after.nodes("web")).startsWith(to, from).hasSize(3);
        assertThat(move("web").phase()).isEqualTo(MovePhase.DONE);
        assertThat(releases(after.plan())).isEmpty();
        assertThat(cluster.moves.getLast()).endsWith(" to " + to);
    }

    @Test
    void releaseIsWrittenOnlyWhenTheTargetReportedItsPriorityAndTheActive() {
        Planned before = place(Specs.of(ADDRESS).never().spec());
        String from = before.nodes("web").get(0);
        String to = before.nodes("web").get(2);
        cluster.moveTo("web", to);

        Plan raised = cluster.plan();
        assertThat(new Planned(raised).nodes("web"))
                .containsExactly(from, to, before.nodes("web").get(1));
        assertThat(releases(raised)).isEmpty();
        assertThat(move("web").phase()).isEqualTo(MovePhase.PREPARING);
        cluster.write(raised, cluster.hosts.keySet());
        assertThat(releases(cluster.plan())).isEmpty();

        cluster.agents();
        Plan released = cluster.plan();
        assertThat(releases(released)).containsExactly(from);
        assertThat(new Planned(released).nodes("web")).startsWith(to, from);
        assertThat(new Planned(released).priority("web", to)).isEqualTo(new Planned(raised).priority("web", to));
        assertThat(move("web").phase()).isEqualTo(MovePhase.RELEASING);
    }

    @Test
    void moveToNodeThatIsNoCandidateMakesItOne() {
        Planned before = place(PlanInputs.spec(ADDRESS));
        String to = cluster.hosts.keySet().stream()
                .filter(name -> !before.nodes("web").contains(name))
                .findFirst()
                .orElseThrow();

        cluster.moveTo("web", to);
        Planned after = new Planned(cluster.settle());

        assertThat(active()).isEqualTo(to);
        assertThat(after.nodes("web")).hasSize(3).startsWith(to);
        assertThat(cluster.moves).hasSize(2);
    }

    @Test
    void moveToOfSingleCandidateWaitsForTheReplacement() {
        Planned before = place(Specs.of(ADDRESS).candidates(1).spec());
        String from = before.nodes("web").getFirst();
        String to = from.equals("node-001") ? "node-002" : "node-001";

        cluster.moveTo("web", to);
        Planned during = new Planned(cluster.plan());
        assertThat(during.named(ADDRESS)).containsExactlyInAnyOrder(from, to);
        assertThat(new Planned(cluster.settle()).nodes("web")).containsExactly(to);
        assertThat(active()).isEqualTo(to);
    }

    @Test
    void manyMovesBackAndForthNeverRunOutOfPriorities() {
        Planned before = place(PlanInputs.spec(ADDRESS));
        for (int i = 0; i < 40; i++) {
            String to = before.nodes("web").get(i % 3);
            cluster.moveTo("web", to);
            cluster.settle();
            assertThat(active()).as("after move " + i).isEqualTo(to);
            Safety.check(cluster);
        }
    }

    @Test
    void moveInTheMiddleIsCompletedWithoutItsStatus() {
        Planned before = place(PlanInputs.spec(ADDRESS));
        String to = before.nodes("web").get(2);
        cluster.moveTo("web", to);
        for (int round = 0; round < 8; round++) {
            cluster.write(cluster.plan(), cluster.hosts.keySet());
            cluster.virtualIPs.replaceAll((name, old) -> PlanInputs.virtualIP(name, old.spec()));
            cluster.moveTo("web", to);
            cluster.agents();
        }
        cluster.settle();

        assertThat(active()).isEqualTo(to);
        assertThat(cluster.moves).hasSize(2);
    }

    @Test
    void clearedRequestLeavesTheAddressAndNoOrder() {
        Planned before = place(PlanInputs.spec(ADDRESS));
        String to = before.nodes("web").get(1);
        cluster.moveTo("web", to);
        cluster.write(cluster.plan(), cluster.hosts.keySet());
        cluster.moveTo("web", null);
        Planned after = new Planned(cluster.settle());

        assertThat(releases(after.plan())).isEmpty();
        assertThat(after.verdict("web").move()).isNull();
        assertThat(after.nodes("web")).hasSize(3);
        Safety.check(cluster);
    }

    @Test
    void targetThatFailsAfterTheMoveDoesNotTakeBackAgainstPolicyNever() {
        Planned before = place(Specs.of(ADDRESS).never().spec());
        String to = before.nodes("web").get(1);
        cluster.moveTo("web", to);
        cluster.settle();
        cluster.host(to).alive = false;
        cluster.host(to).attentive = false;
        cluster.settle();
        String next = active();
        assertThat(next).isNotEqualTo(to);

        cluster.host(to).alive = true;
        cluster.host(to).attentive = true;
        cluster.settle();

        assertThat(active()).isEqualTo(next);
        assertThat(move("web").phase()).isEqualTo(MovePhase.DONE);
    }

    @Test
    void refusalsNameTheReasonAndNothingMoves() {
        Planned before = place(PlanInputs.spec(ADDRESS));
        String from = before.nodes("web").get(0);
        String to = before.nodes("web").get(1);
        assertRefused("node-999", "does not exist");
        cluster.host(to).cordoned = true;
        assertRefused(to, "cordoned");
        cluster.host(to).cordoned = false;
        cluster.host(to).maintenance = true;
        assertRefused(to, "in maintenance");
        cluster.host(to).maintenance = false;
        cluster.host(to).unhealthy = true;
        assertRefused(to, "priority 1");
        cluster.host(to).unhealthy = false;
        cluster.host(to).agentPodReady = false;
        assertRefused(to, "agent");
        cluster.host(to).agentPodReady = null;
        cluster.put("web", Specs.of(ADDRESS).where("edge", "yes").spec());
        cluster.hosts.values().stream()
                .filter(host -> !host.name.equals(to))
                .forEach(host -> host.labels.put("edge", "yes"));
        assertRefused(to, "nodeSelector");
        assertThat(active()).isEqualTo(from);
    }

    private void assertRefused(String to, String why) {
        cluster.moveTo("web", to);
        cluster.settle();
        assertThat(move("web").phase()).as(why).isEqualTo(MovePhase.REFUSED);
        assertThat(move("web").message()).contains(why);
    }

    @Test
    void membersOfAGroupMoveTogetherAndSaySo() {
        cluster.put("web", Specs.of(ADDRESS, "2001:db8::d2/64").with("edge").spec());
        cluster.put("mail", Specs.of("192.0.2.211/24").with("edge").spec());
        Planned before = new Planned(cluster.settle());
        String to = before.nodes("web").get(2);
        cluster.moveTo("mail", to);
        cluster.settle();

        assertThat(active()).isEqualTo(to);
        assertThat(move("web").message())
                .contains("requested by VirtualIP mail")
                .contains("moves along: mail");
        assertThat(move("mail").message()).contains("moves along: web");

        cluster.moveTo("web", before.nodes("web").get(0));
        cluster.settle();
        assertThat(List.of(move("web").phase(), move("mail").phase())).contains(MovePhase.REFUSED);
    }

    @Test
    void moveBeginsThoughAMemberOfItsGroupIsRefused() {
        cluster.put("old", Specs.of("192.0.2.212/24").id(51).spec());
        cluster.put("web", Specs.of(ADDRESS).with("edge").spec());
        Planned before = new Planned(cluster.settle());
        cluster.put("mail", Specs.of("192.0.2.211/24").with("edge").id(51).spec());
        String to = before.nodes("web").get(1);
        cluster.moveTo("web", to);

        Planned after = new Planned(cluster.settle());

        assertThat(after.refusal("mail")).startsWith("VirtualRouterIDConflict");
        assertThat(move("web").phase()).isEqualTo(MovePhase.DONE);
        assertThat(active()).isEqualTo(to);
    }

    @Test
    void nodeInMaintenanceIsEmptiedAFewAtATimeAndStaysEmptyAfterwards() {
        for (int i = 0; i < 20; i++) {
            cluster.put("vip-" + i, "192.0.2.%d/24".formatted(101 + i));
        }
        cluster.settle();
        Host host = cluster.host("node-001");
        long held = held(host);
        assertThat(held).isGreaterThan(MoveBudget.MOVES_PER_NODE);
        host.maintenance = true;

        Plan first = cluster.plan();
        assertThat(host.running.values().stream()
                        .filter(one -> isReleased(first, one))
                        .count())
                .isEqualTo(MoveBudget.MOVES_PER_NODE);
        assertThat(Objects.requireNonNull(first.drains().get("node-001")).left())
                .isEqualTo((int) held);
        Plan last = cluster.settle();
        assertThat(held(host)).isZero();
        assertThat(Objects.requireNonNull(last.drains().get("node-001")).text()).isEqualTo("complete");

        host.maintenance = false;
        List<String> moves = List.copyOf(cluster.moves);
        Plan after = cluster.plan();
        assertThat(after.drains()).isEmpty();
        assertThat(releases(after)).isEmpty();
        assertThat(cluster.moves).isEqualTo(moves);
    }

    private static boolean isReleased(Plan plan, Host.Running held) {
        return plan.routers().values().stream()
                .flatMap(spec -> spec.virtualRouters().stream())
                .anyMatch(router -> Objects.equals(router.name(), held.spec().name()) && router.release() != null);
    }

    private long held(Host host) {
        return host.running.values().stream()
                .filter(held -> cluster.isActive(host, held))
                .count();
    }

    @Test
    void nodeWithoutAlternativeKeepsItsAddressAndSaysSo() {
        MiniCluster pair = MiniCluster.of(2);
        pair.settle();
        pair.put("web", ADDRESS);
        Planned before = new Planned(pair.settle());
        pair.hosts.values().forEach(host -> host.maintenance = true);
        Plan plan = pair.settle();

        assertThat(plan.routers()).isEqualTo(before.plan().routers());
        Verdict.Move move =
                Objects.requireNonNull(new Planned(plan).verdict("web").move());
        assertThat(move.phase()).isEqualTo(MovePhase.REFUSED);
        assertThat(move.message()).contains("in maintenance", "no other node can take over");
        assertThat(Objects.requireNonNull(plan.drains().get(before.nodes("web").getFirst()))
                        .blocked())
                .containsExactly("web");
    }

    @Test
    void unhealthyBackupIsPassedOver() {
        Planned before = place(PlanInputs.spec(ADDRESS));
        cluster.host(before.nodes("web").get(1)).unhealthy = true;
        cluster.settle();
        cluster.host(before.nodes("web").get(0)).cordoned = true;
        cluster.settle();

        assertThat(active())
                .isNotIn(before.nodes("web").get(0), before.nodes("web").get(1));
    }

    @Test
    void rebalancerDoesNotUndoARequestedMove() {
        for (int i = 0; i < 8; i++) {
            cluster.put("vip-" + i, "192.0.2.%d/24".formatted(101 + i));
        }
        cluster.settle();
        for (int i = 0; i < 8; i++) {
            cluster.moveTo("vip-" + i, "node-002");
        }
        cluster.settle();

        assertThat(held(cluster.host("node-002"))).isEqualTo(8);
        Safety.check(cluster);
    }

    @Test
    void otherValuesOfTheMaintenanceAnnotationAreNamed() {
        Planned before = place(PlanInputs.spec(ADDRESS));
        cluster.host(before.nodes("web").getFirst()).maintenanceValue = "yes";

        Planned after = new Planned(cluster.settle());

        assertThat(after.verdict("web").remarks())
                .anyMatch(remark ->
                        remark.message().contains("\"yes\"") && remark.message().contains("\"true\""));
        assertThat(after.plan().routers()).isEqualTo(before.plan().routers());
    }
}
