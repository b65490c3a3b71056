package dev.virtualip.daemon.notification;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Subject and body of a mail. */
final class NotificationText {
    /** How many events a summary lists. */
    static final int MAX_LISTED = 100;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private NotificationText() {}

    static String subject(NotificationMessage message) {
        NotificationEvent first = message.events().getFirst();
        String text = message.isSummary()
                ? "%d events (%s)".formatted(message.events().size() + message.omitted(), counts(message))
                : "%s: %s".formatted(word(first.kind()), first.summary());
        return oneLine("[virtualip] " + text);
    }

    static String body(NotificationMessage message) {
        String text =
                message.isSummary() ? summary(message) : event(message.events().getFirst());
        return "%s\n-- \nSent by %s on %s. Message %s.\n"
                .formatted(text, message.source().program(), message.source().host(), message.id());
    }

    private static String event(NotificationEvent event) {
        StringBuilder text = new StringBuilder(oneLine(event.summary())).append(".\n\n");
        line(text, "Address", String.join(", ", event.addresses()));
        line(text, "Name", event.virtualIP() + (event.details().isEmpty() ? "" : " (" + event.details() + ")"));
        line(text, "Host", event.host());
        line(text, "Event", word(event.kind()));
        line(text, "Time", time(event.time()));
        NotificationEvent.Previous previous = event.previous();
        if (previous != null) {
            Instant since = previous.since();
            String span = since == null
                    ? ""
                    : " since %s (%s)".formatted(time(since), span(Duration.between(since, event.time())));
            line(text, "Before", previous.state() + span);
        }
        line(text, "Why", (event.reason() == null ? "" : event.reason() + ": ") + event.cause());
        line(text, "What to do", event.advice());
        return text.toString();
    }

    private static String summary(NotificationMessage message) {
        StringBuilder text = new StringBuilder("%d events happened in a short time, or could not be sent before.\n\n"
                .formatted(message.events().size() + message.omitted()));
        message.events().stream()
                .limit(MAX_LISTED)
                .forEach(event -> text.append("%s  %-8s  %s%s%n"
                        .formatted(
                                time(event.time()),
                                word(event.kind()),
                                oneLine(event.summary()),
                                event.reason() == null ? "" : " (" + event.reason() + ")")));
        int more = message.omitted() + Math.max(0, message.events().size() - MAX_LISTED);
        if (more > 0) {
            text.append("... and ").append(more).append(" more\n");
        }
        text.append("\nMany events at once point to a common cause: a switch, a cable, a host, a power supply, or a")
                .append(" change of the configuration.\n");
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append("%-12s".formatted(name + ":")).append(oneLine(value)).append('\n');
        }
    }

    private static String counts(NotificationMessage message) {
        Map<Event, Integer> counts = new EnumMap<>(Event.class);
        message.events().forEach(event -> counts.merge(event.kind(), 1, Integer::sum));
        String known = counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + word(entry.getKey()))
                .collect(Collectors.joining(", "));
        return message.omitted() == 0 ? known : known + ", " + message.omitted() + " not kept";
    }

    /** The word of a kind, as configurations have it. */
    static String word(Event kind) {
        return switch (kind) {
            case ACTIVE -> "Active";
            case BACKUP -> "Backup";
            case FAULT -> "Fault";
            case CONFLICT -> "Conflict";
        };
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }

    private static String span(Duration span) {
        if (span.isNegative() || span.toSeconds() < 60) {
            return Math.max(0, span.toSeconds()) + " s";
        }
        return span.toHours() < 1
                ? "%d min %d s".formatted(span.toMinutes(), span.toSecondsPart())
                : span.toDays() < 1
                        ? "%d h %d min".formatted(span.toHours(), span.toMinutesPart())
                        : "%d d %d h".formatted(span.toDays(), span.toHoursPart());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
