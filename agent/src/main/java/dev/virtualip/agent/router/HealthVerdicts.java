package dev.virtualip.agent.router;

import dev.virtualip.agent.loop.LoopContext;
import dev.virtualip.agent.loop.Timer;
import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.HealthEffect;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.Timing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last verdicts of the health checks of each virtual router, and applies their effect: one for all members of
 * a move group, in one turn of the loop.
 *
 * <p>A check without a verdict has no effect on a virtual router that takes part already. One that has just begun waits
 * for the verdicts of all its checks before it takes over, but not for ever: then it takes part like one that is
 * withdrawn.
 */
final class HealthVerdicts {
    /** The longest time for which a virtual router waits for its first verdicts. */
    static final long FIRST_VERDICT_MAX_NANOS = 30_000_000_000L;

    private static final int ROUTERS_MAX = 1024;
    private static final int CHECKS_MAX = 64;

    private final LoopContext context;
    private final Map<String, List<HealthCheckState>> byRouter = new HashMap<>();
    private final Timer firstVerdict;
    private boolean changed;

    HealthVerdicts(LoopContext context) {
        this.context = context;
        this.firstVerdict = context.timers().timer(nowNanos -> changed = true);
    }

    /** The checks of a virtual router have these states; it need not be configured yet. */
    void received(String virtualRouter, List<HealthCheckState> states) {
        if (byRouter.containsKey(virtualRouter) || byRouter.size() < ROUTERS_MAX) {
            byRouter.put(virtualRouter, states.stream().limit(CHECKS_MAX).toList());
            changed = true;
            context.changed();
        }
    }

    /** Whether {@link #apply} has something to do. */
    boolean changed() {
        return changed;
    }

    /** Forgets what belongs to none of these virtual routers. */
    void retain(List<VirtualRouterSpec> specs) {
        byRouter.keySet().retainAll(specs.stream().map(VirtualRouterSpec::name).collect(Collectors.toSet()));
    }

    /** The states of its checks, in the order of its specification. */
    List<HealthCheckState> states(RouterInstance router) {
        return router.spec().healthChecks().stream()
                .map(check -> {
                    HealthCheckState known = state(router, check);
                    return known == null ? new HealthCheckState(check.name(), null, router.beganAt(), null) : known;
                })
                .toList();
    }

    /** Gives each virtual router the effect of the verdicts on its move group. */
    void apply(List<RouterInstance> routers, long nowNanos) {
        changed = false;
        firstVerdict.clear();
        Map<String, List<RouterInstance>> groups = new LinkedHashMap<>();
        for (RouterInstance router : routers) {
            String group = router.spec().moveGroup();
            if (group == null) {
                apply(new GroupHealth(List.of(router)), nowNanos);
            } else {
                groups.computeIfAbsent(group, ignored -> new ArrayList<>()).add(router);
            }
        }
        groups.values().forEach(members -> apply(new GroupHealth(members), nowNanos));
    }

    private void apply(GroupHealth group, long nowNanos) {
        HealthEffect effect = group.effect(nowNanos);
        if (effect.awaitingVerdict()) {
            firstVerdict.setNoLaterThan(group.patienceEndsNanos);
        }
        for (RouterInstance member : group.members) {
            Reason reason = group.withdrawing.contains(member) ? Reason.HEALTH_CHECK_FAILED : Reason.GROUP_MEMBER;
            member.onHealth(effect, reason, group.text(), nowNanos);
        }
    }

    private @Nullable HealthCheckState state(RouterInstance router, HealthCheckSpec check) {
        for (HealthCheckState state : byRouter.getOrDefault(router.spec().name(), List.of())) {
            if (state.name().equals(check.name())) {
                return state;
            }
        }
        return null;
    }

    /** The verdicts on the members of one move group, or on one virtual router without a group. */
    private final class GroupHealth {
        private final List<RouterInstance> members;
        private final Set<RouterInstance> withdrawing = new HashSet<>();

        /** A check that several members share counts once: it is the same service that fails. */
        private final Set<HealthCheckSpec> lowering = new HashSet<>();

        private final List<String> failing = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();
        private long patienceEndsNanos;

        private GroupHealth(List<RouterInstance> members) {
            this.members = members;
            for (RouterInstance member : members) {
                member.spec().healthChecks().forEach(check -> count(member, check));
            }
        }

        private void count(RouterInstance member, HealthCheckSpec check) {
            HealthCheckState state = state(member, check);
            Boolean healthy = state == null ? null : state.healthy();
            if (healthy == null) {
                long ends = member.beganNanos() + patienceNanos(check);
                patienceEndsNanos = unknown.isEmpty() ? ends : Timing.later(patienceEndsNanos, ends);
                unknown.add(check.name());
            } else if (!healthy) {
                failing.add(check.name());
                switch (check.effect()) {
                    case WITHDRAW -> withdrawing.add(member);
                    case LOWER -> lowering.add(check);
                }
            }
        }

        private HealthEffect effect(long nowNanos) {
            boolean known = unknown.isEmpty() || members.stream().anyMatch(RouterInstance::healthKnown);
            if (known) {
                members.forEach(RouterInstance::knowHealth);
            }
            boolean withdrawn = !withdrawing.isEmpty();
            boolean patient = !known && !Timing.due(patienceEndsNanos, nowNanos);
            int penalty = lowering.stream().mapToInt(HealthCheckSpec::penalty).sum();
            return new HealthEffect(!withdrawn && patient, withdrawn || !(known || patient), penalty);
        }

        /** The checks that explain the effect. */
        private String text() {
            return failing.isEmpty()
                    ? "there is no verdict yet of health check " + String.join(", ", unknown)
                    : "health check fails: " + String.join(", ", failing);
        }
    }

    /** The time in which a check gives its first verdict, whichever it is. */
    private static long patienceNanos(HealthCheckSpec check) {
        int rounds = 1 + Math.max(check.failureThreshold(), check.successThreshold());
        // A product of the largest values that a configuration can have overflows.
        double nanos = (double) rounds * check.periodNanos() + check.timeoutNanos();
        return nanos < FIRST_VERDICT_MAX_NANOS ? (long) nanos : FIRST_VERDICT_MAX_NANOS;
    }
}
