package dev.virtualip.operator.event;

import dev.virtualip.operator.status.VirtualIPEvent;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Creates Events and raises the count of those that repeat. Every method throws
 * {@link io.fabric8.kubernetes.client.KubernetesClientException} when the API server refuses or does not answer.
 */
final class EventClient {
    /** The namespace in which the API server wants Events about objects without a namespace. */
    private static final String NAMESPACE = "default";

    private static final String CONTROLLER = "virtualip.dev/operator";
    private static final int MAX_NOTE_LENGTH = 1024;
    private static final int MAX_NAME_LENGTH = 200;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final String instance;
    private final AtomicLong lastSuffix = new AtomicLong();

    /**
     * Sends through a client.
     *
     * @param instance the name of this operator among its replicas
     */
    EventClient(KubernetesClient client, String instance) {
        this.client = client;
        this.instance = instance;
    }

    /** Creates an Event and returns its name. */
    String create(QueuedEvent queued) {
        VirtualIPEvent event = queued.event();
        String name = name(queued);
        Event body = new EventBuilder()
                .withNewMetadata()
                .withNamespace(namespace(queued))
                .withName(name)
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(queued.time())))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withType(event.type().label())
                .withReason(event.reason())
                .withAction(event.action())
                .withNote(cut(event.message(), MAX_NOTE_LENGTH))
                .withRegarding(queued.subject().reference())
                .withRelated(queued.related() == null ? null : queued.related().reference())
                .build();
        client.resource(body).create();
        return name;
    }

    /** The namespace of an Event: that of its subject. */
    private static String namespace(QueuedEvent queued) {
        String namespace = queued.subject().namespace();
        return namespace.isEmpty() ? NAMESPACE : namespace;
    }

    /** Sets the count of the Event of this name to that of an occurrence, and its time. */
    void repeat(String name, int count, QueuedEvent queued) {
        client.resources(Event.class)
                .inNamespace(namespace(queued))
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"series\":{\"count\":%d,\"lastObservedTime\":\"%s\"}}"
                                .formatted(count, MICROS.format(queued.time())));
    }

    private String name(QueuedEvent queued) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, queued.time());
        long suffix = lastSuffix.updateAndGet(before -> Math.max(before + 1, micros));
        return cut(queued.subject().name(), MAX_NAME_LENGTH) + "." + Long.toHexString(suffix);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
