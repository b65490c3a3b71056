package dev.virtualip.cli.plan;

import dev.virtualip.cli.cluster.ClusterObjects;
import dev.virtualip.cli.plan.DrainReport.DrainMove;
import dev.virtualip.cli.plan.DrainReport.DrainStay;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.MovePhase;
import dev.virtualip.operator.plan.Planner;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.Verdict.Candidate;
import dev.virtualip.operator.plan.model.Verdict.Move;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks the planner what it would do if a node were in maintenance. A pure function. */
final class DrainSimulation {
    private DrainSimulation() {}

    static DrainReport simulate(ClusterObjects objects, String node, Instant now) {
        ClusterSnapshot drained = PlanInput.drained(PlanInput.of(objects), node);
        Plan plan = Planner.plan(drained.desired(), drained.observed(), now);
        List<DrainMove> moves = new ArrayList<>();
        List<DrainStay> stays = new ArrayList<>();
        List<String> withoutBackup = new ArrayList<>();
        List<VirtualIP> byName = objects.virtualIPs().stream()
                .sorted((a, b) ->
                        a.getMetadata().getName().compareTo(b.getMetadata().getName()))
                .toList();
        for (VirtualIP virtualIP : byName) {
            Verdict verdict = plan.verdicts().get(virtualIP.getMetadata().getName());
            if (verdict == null) {
                continue;
            }
            List<String> candidates = candidates(verdict);
            String name = virtualIP.getMetadata().getName();
            if (!isActive(virtualIP, node)) {
                boolean lastBackup = candidates.contains(node) && candidates.size() == 2;
                if (lastBackup && activeNode(virtualIP) != null) {
                    withoutBackup.add(name);
                }
                continue;
            }
            Move move = verdict.move();
            String to = move == null || move.phase() == MovePhase.REFUSED ? null : move.to();
            if (to == null) {
                stays.add(new DrainStay(name, verdict.addresses(), message(verdict, node)));
                continue;
            }
            List<String> backups = candidates.stream()
                    .filter(candidate -> !candidate.equals(node) && !candidate.equals(to))
                    .toList();
            moves.add(new DrainMove(name, verdict.addresses(), to, backups));
            if (backups.isEmpty()) {
                withoutBackup.add(name);
            }
        }
        return new DrainReport(
                node, stays.isEmpty(), moves, stays, withoutBackup, objects.servicesByVirtualIP(), objects.gaps());
    }

    private static String message(Verdict verdict, String node) {
        Move move = verdict.move();
        if (move != null) {
            return move.message();
        }
        return verdict.refusal() == null
                ? "no move off %s is planned".formatted(node)
                : "the VirtualIP is not accepted: " + verdict.refusal().message();
    }

    private static List<String> candidates(Verdict verdict) {
        return verdict.routers().stream()
                .flatMap(router -> router.candidates().stream())
                .map(Candidate::node)
                .distinct()
                .toList();
    }

    private static @Nullable String activeNode(VirtualIP virtualIP) {
        return virtualIP.getStatus() == null ? null : virtualIP.getStatus().activeNode();
    }

    /** Whether a node answers, alone or for one of the families. */
    private static boolean isActive(VirtualIP virtualIP, String node) {
        String active = Objects.requireNonNullElse(activeNode(virtualIP), "");
        return Arrays.asList(active.split(", *", -1)).contains(node);
    }
}
