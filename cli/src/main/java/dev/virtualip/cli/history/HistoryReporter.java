package dev.virtualip.cli.history;

import dev.virtualip.crds.condition.EventReason;
import dev.virtualip.crds.format.Age;
import dev.virtualip.crds.report.ReasonText;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VRRPRouter;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.Move;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a history of Events, statuses and journals. A pure function. */
final class HistoryReporter {
    private static final Pattern MOVED = Pattern.compile("Moved from (\\S+) to (\\S+?)(?: .*|:.*)?");

    /** An Event is written within this time after the move that it is about. */
    private static final Duration EVENT_DELAY = Duration.ofSeconds(60);

    private HistoryReporter() {}

    /** Reports on one VirtualIP. */
    static HistoryReport report(
            VirtualIP virtualIP,
            List<VRRPRouter> routers,
            List<Event> events,
            List<HistoryEntry> journals,
            List<String> gaps) {
        List<HistoryEntry> entries = new ArrayList<>(journals);
        events.forEach(event -> entries.add(entry(event)));
        Move move = virtualIP.getStatus() == null ? null : virtualIP.getStatus().lastMove();
        if (move != null && !isKnown(move, entries)) {
            entries.add(new HistoryEntry(
                    move.time(),
                    "Status",
                    move.from(),
                    move.to(),
                    move.reason(),
                    ReasonText.ofMove(move.from(), move.to(), move.reason()),
                    1));
        }
        Set<String> names = virtualIP.getStatus() == null
                ? Set.of()
                : virtualIP.getStatus().virtualRouters().stream()
                        .map(router -> router.name())
                        .collect(Collectors.toSet());
        routers.forEach(router -> entries.addAll(states(router, names)));
        return new HistoryReport(
                virtualIP.getMetadata().getName(),
                entries.stream().sorted(HistoryEntry.BY_TIME).toList(),
                gaps);
    }

    private static boolean isKnown(Move move, List<HistoryEntry> entries) {
        Instant time = Age.parse(move.time());
        return entries.stream().anyMatch(entry -> {
            Instant other = Age.parse(entry.time());
            boolean about = EventReason.MOVED.is(entry.reason()) || EventReason.ASSIGNED.is(entry.reason());
            return about
                    && move.to().equals(entry.to())
                    && time != null
                    && other != null
                    && Duration.between(time, other).abs().compareTo(EVENT_DELAY) < 0;
        });
    }

    private static HistoryEntry entry(Event event) {
        String message = Objects.requireNonNullElse(event.getMessage(), "");
        String reason = Objects.requireNonNullElse(event.getReason(), "");
        Matcher moved = MOVED.matcher(message);
        boolean isMove = EventReason.MOVED.is(reason) && moved.matches();
        String to = isMove ? moved.group(2) : null;
        if (EventReason.ASSIGNED.is(reason)) {
            to = message.split(" ", 2)[0];
        }
        int count = event.getSeries() != null && event.getSeries().getCount() != null
                ? event.getSeries().getCount()
                : Objects.requireNonNullElse(event.getCount(), 1);
        return new HistoryEntry(time(event), "Event", isMove ? moved.group(1) : null, to, reason, message, count);
    }

    private static String time(Event event) {
        return Stream.of(
                        event.getSeries() == null || event.getSeries().getLastObservedTime() == null
                                ? null
                                : event.getSeries().getLastObservedTime().getTime(),
                        event.getEventTime() == null
                                ? null
                                : event.getEventTime().getTime(),
                        event.getLastTimestamp(),
                        event.getMetadata().getCreationTimestamp())
                .filter(time -> Age.parse(time) != null)
                .findFirst()
                .orElse("");
    }

    /** The state that each virtual router is in, since when and why. */
    private static List<HistoryEntry> states(VRRPRouter router, Set<String> names) {
        if (router.getStatus() == null) {
            return List.of();
        }
        String node = router.getMetadata().getName();
        return router.getStatus().virtualRouters().stream()
                .filter(report -> names.contains(report.name()))
                .map(report -> state(node, report))
                .toList();
    }

    private static HistoryEntry state(String node, VirtualRouterStatus report) {
        String because = RouterState.ACTIVE.is(report.state())
                ? ": " + ReasonText.ofMove(report.previousActiveRouter(), node, report.reason())
                : "";
        return new HistoryEntry(
                report.since(),
                "Agent " + node,
                null,
                report.state(),
                report.reason(),
                "%s of %s is %s since then%s".formatted(node, report.name(), report.state(), because),
                1);
    }

    /** The virtual routers of a VirtualIP; of none, all. */
    static boolean isAbout(@Nullable VirtualIP virtualIP, String router) {
        return virtualIP == null
                || virtualIP.getStatus() == null
                || virtualIP.getStatus().virtualRouters().isEmpty()
                || virtualIP.getStatus().virtualRouters().stream()
                        .anyMatch(one -> one.name().equals(router));
    }
}
