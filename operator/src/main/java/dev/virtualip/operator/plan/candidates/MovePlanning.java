package dev.virtualip.operator.plan.candidates;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.MovePhase;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.PlannedMove;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.InterfaceChoice.NotFound;
import dev.virtualip.operator.plan.topology.LabelSelectors;
import dev.virtualip.operator.plan.topology.NodeEligibility;
import dev.virtualip.operator.plan.topology.NodeFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides the next step of a planned move of a running group. The step follows from specs and reports alone, so that an
 * operator that starts in the middle of a move completes it:
 *
 * <ol>
 *   <li>The target becomes a candidate and gets the highest priority of the Backups.
 *   <li>When it reports, under that generation, that it is Backup and receives the Active, the Active is told to hand
 *       over, and gets a priority below the target's in the same write.
 *   <li>When the target is Active, the order to hand over is removed.
 * </ol>
 */
final class MovePlanning {
    private final ClusterIndex cluster;
    private final RouterGroup group;
    private final List<CandidateNode> candidates;
    private final ActiveCandidate active;
    private final @Nullable VirtualIPRequest request;
    private final @Nullable String refusal;
    private final List<GroupMove> moves = new ArrayList<>();

    MovePlanning(ClusterIndex cluster, RouterGroup group, List<CandidateNode> candidates) {
        this.cluster = cluster;
        this.group = group;
        this.candidates = candidates;
        this.active = ActiveCandidate.of(candidates);
        this.request = group.moveRequest();
        this.refusal = request == null ? null : refusal(requested(request));
    }

    /**
     * The next step.
     *
     * @param holder the Active; null: none is known, or it is not to hand over
     * @param target the node that is to become Active; null: none
     * @param releases whether the Active is told to hand over; otherwise the target is prepared
     */
    record Step(@Nullable CandidateNode holder, @Nullable CandidateNode target, boolean releases) {
        static final Step NONE = new Step(null, null, false);

        boolean prepares() {
            return holder != null && target != null && !releases;
        }
    }

    /** Returns the planned moves: the requested one, and that of a node that drains. */
    List<GroupMove> moves() {
        return List.copyOf(moves);
    }

    /** Returns the node that has to be a candidate, because a user wants it to be Active; null: none. */
    @Nullable
    NodeFacts pinned() {
        return request == null || refusal != null ? null : cluster.node(requested(request));
    }

    /** Whether a candidate is Active and is to hand over, so that it must not simply be removed. */
    boolean isLeaving(CandidateNode candidate) {
        NodeFacts pinned = pinned();
        boolean elsewhere = pinned != null && !pinned.equals(candidate.node());
        return candidate.stays() && candidate.isActive() && (elsewhere || cluster.isDraining(candidate.node()));
    }

    /**
     * Decides the step.
     *
     * @param kept the candidates to keep, the best target of a drain first
     * @param granted whether the Active may be told to hand over now
     */
    Step step(List<CandidateNode> kept, boolean granted) {
        Step requested = request == null ? Step.NONE : requestedStep(request, kept, granted);
        CandidateNode holder = active.holder();
        if (requested.holder() != null || holder == null || !cluster.isDraining(holder.node())) {
            return requested;
        }
        Step drain = drainStep(holder, kept, granted);
        return drain.holder() == null ? requested : drain;
    }

    private static String requested(VirtualIPRequest request) {
        return Objects.requireNonNull(request.moveTo());
    }

    private Step requestedStep(VirtualIPRequest by, List<CandidateNode> kept, boolean granted) {
        String to = requested(by);
        if (refusal != null) {
            boolean drains = wasDone(by) && candidates.stream().anyMatch(one -> isOn(one, to) && one.stays());
            moves.add(move(by, to, drains ? MovePhase.DONE : MovePhase.REFUSED, refusal));
            return Step.NONE;
        }
        CandidateNode target =
                kept.stream().filter(one -> isOn(one, to)).findFirst().orElse(null);
        if (target == null) {
            moves.add(move(by, to, MovePhase.WAITING, "%s cannot become a candidate yet".formatted(to)));
            return Step.NONE;
        }
        CandidateNode holder = active.holder();
        if (target.equals(holder) || (wasDone(by) && active.underway() == null)) {
            String message = target.equals(holder)
                    ? "%s is Active".formatted(to)
                    : "%s was Active; it becomes Active again by preemption alone".formatted(to);
            moves.add(move(by, to, MovePhase.DONE, message));
            return new Step(null, target, false);
        }
        return attempt(by, target, granted);
    }

    private Step drainStep(CandidateNode holder, List<CandidateNode> kept, boolean granted) {
        List<CandidateNode> others = kept.stream()
                .filter(one -> one != holder && !one.isAbsent() && !cluster.isDraining(one.node()))
                .sorted(Comparator.comparing((CandidateNode one) -> !one.isLive()))
                .toList();
        CandidateNode target =
                others.stream().filter(one -> problem(one) == null).findFirst().orElse(null);
        if (target == null && active.underway() == null) {
            String why = others.isEmpty() ? "no other node can take over" : problem(others.getFirst());
            String message = "%s is %s, and keeps the addresses: %s".formatted(holder.name(), draining(holder), why);
            moves.add(move(null, null, MovePhase.REFUSED, message));
            return Step.NONE;
        }
        return target == null ? Step.NONE : attempt(null, target, granted);
    }

    private Step attempt(@Nullable VirtualIPRequest by, CandidateNode target, boolean granted) {
        String to = target.name();
        CandidateNode told = active.underway();
        if (told != null) {
            moves.add(move(by, to, MovePhase.RELEASING, "%s hands over to %s".formatted(told.name(), to)));
            return new Step(told.isActive() ? told : null, target, told.isActive());
        }
        String problem = active.conflict() == null ? problem(target) : active.conflict();
        if (problem != null) {
            moves.add(move(by, to, MovePhase.REFUSED, problem));
            return Step.NONE;
        }
        CandidateNode holder = active.holder();
        if (holder == null) {
            moves.add(move(by, to, MovePhase.WAITING, "no node is Active"));
            return Step.NONE;
        }
        String missing = missing(holder, target);
        if (missing != null) {
            moves.add(move(by, to, MovePhase.PREPARING, missing));
            return new Step(holder, target, false);
        }
        if (granted) {
            moves.add(move(by, to, MovePhase.RELEASING, "%s hands over to %s".formatted(holder.name(), to)));
            return new Step(holder, target, true);
        }
        moves.add(new GroupMove(
                name(by),
                holder.name(),
                to,
                MovePhase.WAITING,
                "%s is ready; waiting for other moves".formatted(to),
                true,
                holder.activeSince()));
        return new Step(holder, target, false);
    }

    private GroupMove move(@Nullable VirtualIPRequest by, @Nullable String to, MovePhase phase, String message) {
        CandidateNode told = active.underway();
        CandidateNode holder = told == null ? active.holder() : told;
        return new GroupMove(
                name(by),
                holder == null ? null : holder.name(),
                to,
                phase,
                message,
                false,
                holder == null ? "" : holder.activeSince());
    }

    private static @Nullable String name(@Nullable VirtualIPRequest by) {
        return by == null ? null : by.name();
    }

    /** What the target still lacks before the Active can hand over to it; null: nothing. */
    private @Nullable String missing(CandidateNode holder, CandidateNode target) {
        String to = target.name();
        if (target.isNew() || !target.isLive() || !target.node().isCaughtUp()) {
            return "waiting for %s to report that it is Backup".formatted(to);
        }
        if (!target.isSettled(candidates, group)) {
            return "waiting for the other candidates to accept the advertisements of %s".formatted(to);
        }
        boolean highest = candidates.stream()
                .filter(other -> other != target && other != holder)
                .allMatch(other -> other.priority() < target.priority());
        if (!highest) {
            return "%s gets the highest priority of the Backups".formatted(to);
        }
        return target.receives(holder)
                ? null
                : "waiting for %s to receive the advertisements of %s".formatted(to, holder.name());
    }

    /** Why a candidate cannot take over safely; null: it can, as soon as it runs as planned. */
    private static @Nullable String problem(CandidateNode target) {
        NodeFacts node = target.node();
        if (!node.node().ready() || Boolean.FALSE.equals(node.node().agentPodReady())) {
            return "%s or its agent is not Ready".formatted(target.name());
        }
        for (HostedRouter place : target.places()) {
            VirtualRouterStatus report = place.report();
            if (report == null || !node.isCaughtUp()) {
                continue;
            }
            String unhealthy = unhealthy(target, place.priority(), report);
            if (unhealthy != null) {
                return unhealthy;
            }
        }
        return null;
    }

    private static @Nullable String unhealthy(CandidateNode target, int planned, VirtualRouterStatus report) {
        for (VirtualRouterStatus.HealthCheckStatus check : report.healthChecks()) {
            if (!Boolean.TRUE.equals(check.healthy())) {
                return "health check %s of %s does not pass".formatted(check.name(), target.name());
            }
        }
        int priority = report.effectivePriorityOrDefault();
        if (RouterState.INITIALIZE.is(report.state()) || priority < planned) {
            String why = report.conditions().stream()
                    .map(Condition::message)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse("its state is %s at priority %d".formatted(report.state(), priority));
            return "%s cannot take over: %s".formatted(target.name(), why);
        }
        return null;
    }

    private String draining(CandidateNode candidate) {
        return NodeEligibility.isInMaintenance(candidate.node().node()) ? "in maintenance" : "cordoned";
    }

    private static boolean isOn(CandidateNode candidate, String node) {
        return candidate.name().equals(node);
    }

    /** Whether the target of a request was Active already. A later return is left to VRRP, by the preempt policy. */
    private static boolean wasDone(VirtualIPRequest by) {
        PlannedMove before = by.wanted().status().move();
        return before != null
                && MovePhase.DONE.is(before.phase())
                && requested(by).equals(before.to());
    }

    /** Why a node cannot be the target of a move, whatever it reports; null: it can. */
    private @Nullable String refusal(String name) {
        NodeFacts node = cluster.node(name);
        if (node == null) {
            return "Node %s does not exist; correct or remove annotation %s".formatted(name, ApiGroup.MOVE_TO);
        }
        if (NodeEligibility.isInMaintenance(node.node())) {
            return "%s is in maintenance; remove annotation %s of the Node first".formatted(name, ApiGroup.MAINTENANCE);
        }
        if (cluster.isDraining(node)) {
            return "%s is cordoned; uncordon it first".formatted(name);
        }
        if (node.eligibility().reason() != null) {
            String problem = node.node().agentProblem();
            return "%s is %s%s"
                    .formatted(name, node.eligibility().reason().text(), problem.isEmpty() ? "" : ": " + problem);
        }
        for (VirtualIPRequest member : group.requests()) {
            if (!LabelSelectors.matches(
                    member.requireSettings().nodeSelector(), node.node().labels())) {
                return "%s is not selected by the nodeSelector of VirtualIP %s".formatted(name, member.name());
            }
        }
        boolean candidate = candidates.stream().anyMatch(one -> isOn(one, name) && one.stays());
        return candidate ? null : misfit(node);
    }

    /** Why a node cannot become a candidate. */
    private @Nullable String misfit(NodeFacts node) {
        if (group.options(cluster.pools()).suits(cluster.number(node.name()))) {
            return null;
        }
        for (VirtualIPRequest member : group.requests()) {
            if (NodeEligibility.isTainted(node.node(), member.requireSettings().nodeSelector())) {
                return "%s is tainted".formatted(node.name());
            }
        }
        for (PlannedRouter router : group.routers()) {
            if (router.choice().on(node.links()) instanceof NotFound notFound) {
                return "%s %s".formatted(node.name(), notFound.why());
            }
        }
        return "%s has the interface on another network".formatted(node.name());
    }
}
