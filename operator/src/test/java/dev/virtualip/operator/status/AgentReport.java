package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus.HealthCheckStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The report of an agent about a virtual router, in short. Other routers are given as a node name or an address.
 *
 * @param state Initialize, Backup, Active or Releasing
 * @param since the time of day; default: 10:00:01
 * @param reason default: PeerTimeout if Active, else Started
 * @param follows the Active that it follows
 * @param receives another router that advertises although this one is Active
 * @param tookOverFrom the Active before
 * @param conditions type, reason and message
 * @param failing the last errors of the health checks that fail, by name; they leave priority 1
 */
record AgentReport(
        String state,
        @Nullable String since,
        @Nullable String reason,
        @Nullable String follows,
        @Nullable String receives,
        @Nullable String tookOverFrom,
        List<ReportedCondition> conditions,
        SortedMap<String, String> failing) {

    AgentReport {
        failing = failing == null ? new TreeMap<>() : new TreeMap<>(failing);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** A condition of an agent. */
    record ReportedCondition(String type, String reason, String message) {}

    static AgentReport of(RouterState state) {
        return of(state.text());
    }

    static AgentReport of(String state) {
        return new AgentReport(state, null, null, null, null, null, List.of(), new TreeMap<>());
    }

    static AgentReport active() {
        return of(RouterState.ACTIVE);
    }

    static AgentReport backup() {
        return of(RouterState.BACKUP);
    }

    AgentReport since(String time) {
        return new AgentReport(state, time, reason, follows, receives, tookOverFrom, conditions, failing);
    }

    AgentReport because(String word) {
        return new AgentReport(state, since, word, follows, receives, tookOverFrom, conditions, failing);
    }

    AgentReport follows(@Nullable String other) {
        return new AgentReport(state, since, reason, other, receives, tookOverFrom, conditions, failing);
    }

    AgentReport receives(@Nullable String other) {
        return new AgentReport(state, since, reason, follows, other, tookOverFrom, conditions, failing);
    }

    AgentReport tookOverFrom(@Nullable String other) {
        return new AgentReport(state, since, reason, follows, receives, other, conditions, failing);
    }

    AgentReport with(String type, String word, String message) {
        List<ReportedCondition> more = new ArrayList<>(conditions);
        more.add(new ReportedCondition(type, word, message));
        return new AgentReport(state, since, reason, follows, receives, tookOverFrom, more, failing);
    }

    AgentReport failing(String check, String error) {
        SortedMap<String, String> all = new TreeMap<>(failing);
        all.put(check, error);
        return new AgentReport(state, since, reason, follows, receives, tookOverFrom, conditions, all);
    }

    /** The long form. */
    VirtualRouterStatus status(StatusScene.Place place, int id) {
        boolean active = RouterState.ACTIVE.is(state);
        return new VirtualRouterStatus(
                place.name(),
                "eth1",
                null,
                id,
                place.addresses(),
                state,
                place.priority(),
                failing.isEmpty() ? null : 1,
                active ? place.source(place.node()) : place.source(follows),
                place.source(receives),
                place.source(tookOverFrom),
                place.source(place.node()),
                StatusScene.time(Objects.requireNonNullElse(since, "10:00:01")),
                Objects.requireNonNullElse(reason, active ? "PeerTimeout" : "Started"),
                1,
                null,
                failing.entrySet().stream()
                        .map(check -> new HealthCheckStatus(
                                check.getKey(),
                                false,
                                StatusScene.time("10:00:01").toString(),
                                check.getValue()))
                        .toList(),
                List.of(),
                conditions.stream()
                        .map(condition -> new Condition(
                                condition.type(),
                                "False",
                                condition.reason(),
                                condition.message(),
                                StatusScene.time("10:00:01"),
                                null))
                        .toList());
    }
}
