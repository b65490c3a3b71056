package dev.virtualip.daemon.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Locale;

/** CloudEvents 1.0 in JSON (structured mode). */
final class CloudEventJson {
    /** The media type of the structured mode. */
    static final String MEDIA_TYPE = "application/cloudevents+json";

    private static final String TYPE = "dev.virtualip.";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CloudEventJson() {}

    static byte[] of(NotificationMessage message) {
        NotificationEvent last = message.events().getLast();
        ObjectNode event = MAPPER.createObjectNode();
        event.put("specversion", "1.0");
        event.put("id", message.id());
        event.put(
                "source",
                "/" + message.source().program() + "/" + message.source().host());
        event.put("type", message.isSummary() ? TYPE + "summary" : type(last));
        if (!message.isSummary()) {
            event.put("subject", last.virtualIP());
        }
        event.put("time", last.time().toString());
        event.put("datacontenttype", "application/json");
        ObjectNode data = event.putObject("data");
        if (message.isSummary()) {
            ArrayNode events = data.putArray("events");
            message.events().stream().limit(NotificationText.MAX_LISTED).forEach(each -> put(each, events.addObject()));
            data.put("omitted", message.omitted() + Math.max(0, message.events().size() - events.size()));
        } else {
            put(last, data);
        }
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write JSON to memory", e);
        }
    }

    private static String type(NotificationEvent event) {
        String word = NotificationText.word(event.kind()).toLowerCase(Locale.ROOT);
        return switch (event.kind()) {
            case ACTIVE, BACKUP, FAULT -> TYPE + "transition." + word;
            case CONFLICT -> TYPE + word;
        };
    }

    private static void put(NotificationEvent event, ObjectNode data) {
        data.put("event", NotificationText.word(event.kind()));
        data.put("time", event.time().toString());
        data.put("host", event.host());
        data.put("virtualIP", event.virtualIP());
        ArrayNode addresses = data.putArray("addresses");
        event.addresses().forEach(addresses::add);
        data.put("details", event.details());
        data.put("summary", event.summary());
        NotificationEvent.Previous previous = event.previous();
        if (previous != null) {
            data.put("previousState", previous.state());
            if (previous.since() != null) {
                data.put("previousSince", previous.since().toString());
            }
        }
        if (event.reason() != null) {
            data.put("reason", event.reason());
        }
        data.put("cause", event.cause());
        data.put("advice", event.advice());
    }
}
