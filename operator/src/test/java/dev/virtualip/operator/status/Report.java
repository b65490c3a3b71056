package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of a virtual router, in short. Other routers are given as the name of a node, or as an address.
 *
 * @param state Initialize, Backup, Active or Releasing
 * @param since the time of day; default: 10:00:01
 * @param reason default: PeerTimeout if Active, else Started
 * @param follows whom it holds for the Active
 * @param hears who advertises although it is Active
 * @param tookOverFrom who was Active before
 * @param conditions type, reason and message
 */
record Report(
        String state,
        @Nullable String since,
        @Nullable String reason,
        @Nullable String follows,
        @Nullable String hears,
        @Nullable String tookOverFrom,
        List<Said> conditions) {

    Report {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** A condition of an agent. */
    record Said(String type, String reason, String message) {}

    static Report of(String state) {
        return new Report(state, null, null, null, null, null, List.of());
    }

    static Report active() {
        return of(Part.ACTIVE);
    }

    static Report backup() {
        return of(Part.BACKUP);
    }

    Report since(String time) {
        return new Report(state, time, reason, follows, hears, tookOverFrom, conditions);
    }

    Report because(String word) {
        return new Report(state, since, word, follows, hears, tookOverFrom, conditions);
    }

    Report follows(@Nullable String other) {
        return new Report(state, since, reason, other, hears, tookOverFrom, conditions);
    }

    Report hears(@Nullable String other) {
        return new Report(state, since, reason, follows, other, tookOverFrom, conditions);
    }

    Report tookOverFrom(@Nullable String other) {
        return new Report(state, since, reason, follows, hears, other, conditions);
    }

    Report with(String type, String word, String message) {
        List<Said> more = new ArrayList<>(conditions);
        more.add(new Said(type, word, message));
        return new Report(state, since, reason, follows, hears, tookOverFrom, more);
    }

    /** The long form. */
    VirtualRouterStatus status(Scene.Place place, int id) {
        boolean active = state.equals(Part.ACTIVE);
        return new VirtualRouterStatus(
                place.name(),
                "eth1",
                id,
                place.addresses(),
                state,
                place.priority(),
                active ? place.source(place.node()) : place.source(follows),
                place.source(hears),
                place.source(tookOverFrom),
                place.source(place.node()),
                Scene.time(Objects.requireNonNullElse(since, "10:00:01")),
                Objects.requireNonNullElse(reason, active ? "PeerTimeout" : "Started"),
                1,
                null,
                List.of(),
                conditions.stream()
                        .map(said -> new Condition(
                                said.type(), "False", said.reason(), said.message(), Scene.time("10:00:01"), null))
                        .toList());
    }
}
