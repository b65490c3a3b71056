package dev.virtualip.operator.event;

import dev.virtualip.operator.status.Happening;
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

/** The Events at the API server. */
final class ClusterEvents implements EventStore {
    /** Where the API server wants Events about objects that have no namespace. */
    private static final String NAMESPACE = "default";

    private static final String CONTROLLER = "virtualip.dev/operator";
    private static final int MAX_NOTE = 1024;
    private static final int MAX_NAME = 200;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final String instance;
    private final AtomicLong last = new AtomicLong();

    ClusterEvents(KubernetesClient client, String instance) {
        this.client = client;
        this.instance = instance;
    }

    @Override
    public String create(Told told) {
        Happening happening = told.happening();
        String name = name(told);
        Event event = new EventBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name)
                .endMetadata()
                .withEventTime(time(told.time()))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withType(happening.type().label())
                .withReason(happening.reason())
                .withAction(happening.action())
                .withNote(cut(happening.message(), MAX_NOTE))
                .withRegarding(told.about().reference())
                .withRelated(told.related() == null ? null : told.related().reference())
                .build();
        client.resource(event).create();
        return name;
    }

    @Override
    public void repeat(String name, int count, Instant time) {
        client.resources(Event.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"series\":{\"count\":%d,\"lastObservedTime\":\"%s\"}}"
                                .formatted(count, MICROS.format(time)));
    }

    private String name(Told told) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, told.time());
        long unique = last.updateAndGet(before -> Math.max(before + 1, micros));
        return cut(told.about().name(), MAX_NAME) + "." + Long.toHexString(unique);
    }

    private static MicroTime time(Instant time) {
        return new MicroTime(MICROS.format(time));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
