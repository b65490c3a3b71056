package dev.virtualip.agent.report.http;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.daemon.notification.DestinationState;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Destinations of notifications in {@code /state} and metrics: what was delivered, and what fails. */
final class NotificationReport {
    private NotificationReport() {}

    /** A condition if a destination fails. */
    static Optional<Condition> condition(List<DestinationState> destinations) {
        List<DestinationState> failing =
                destinations.stream().filter(DestinationState::isFailing).toList();
        if (failing.isEmpty()) {
            return Optional.empty();
        }
        String message = failing.stream()
                .map(destination -> "%s: %s (%d events wait)"
                        .formatted(destination.name(), destination.lastError(), destination.waiting()))
                .collect(Collectors.joining("; "));
        String since = Objects.requireNonNull(failing.getFirst().failingSince());
        return Optional.of(new Condition(
                ConditionType.NOTIFICATIONS.text(),
                ConditionStatus.FALSE.text(),
                ConditionReason.DELIVERY_FAILED.text(),
                message,
                since,
                null));
    }

    static void metrics(MetricFamilies families, List<DestinationState> destinations) {
        if (destinations.isEmpty()) {
            return;
        }
        Map<Labels, Long> results = new HashMap<>();
        Map<Labels, Long> waiting = new HashMap<>();
        for (DestinationState destination : destinations) {
            destination
                    .results()
                    .forEach((result, count) ->
                            results.put(Labels.of("destination", destination.name(), "result", result), count));
            waiting.put(Labels.of("destination", destination.name()), (long) destination.waiting());
        }
        families.counter(
                "virtualip_notifications",
                "Events for a destination, by result: delivered, refused, expired, dropped; retried: failed attempts.",
                results);
        families.gauge("virtualip_notifications_waiting", "Events that wait for a destination.", waiting);
    }
}
