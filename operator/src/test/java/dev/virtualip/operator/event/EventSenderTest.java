package dev.virtualip.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.api.FakeApiServer;
import dev.virtualip.operator.metrics.WriteCounts;
import dev.virtualip.operator.status.VirtualIPEvent;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Repetitions raise a count, events beyond the budget are dropped, and only the leader sends. */
class EventSenderTest {
    private static final EventSubject WEB = new EventSubject("virtualip.dev/v1alpha1", "VirtualIP", "", "web", "1");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger created = new AtomicInteger();
    private final Map<String, Integer> names = new ConcurrentHashMap<>();
    private volatile boolean failing;
    private final FakeApiServer server = FakeApiServer.start(this::answer);
    private final WriteCounts counts = new WriteCounts();
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private long nanos;
    private boolean leading = true;
    private final EventSender sender = new EventSender(
            new EventClient(server.client(), "operator-0"), () -> leading, counts, () -> now, () -> nanos);

    private Object answer(FakeApiServer.Request request) {
        if (request.method().equals("POST")) {
            requests.add("create " + created.incrementAndGet());
            if (failing) {
                throw new FakeApiServer.RefusedException(500);
            }
            names.put(request.field("/metadata/name"), created.get());
            return request.as(Event.class);
        }
        if (request.method().equals("GET")) {
            return new EventBuilder()
                    .withNewMetadata()
                    .withName(request.name())
                    .endMetadata()
                    .build();
        }
        requests.add("repeat %d x%s".formatted(names.get(request.name()), request.field("/series/count")));
        return new Event();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void send(String key, String message) {
        sender.send(new QueuedEvent(
                WEB, null, new VirtualIPEvent(key, VirtualIPEvent.Type.NORMAL, "Moved", "Move", message, null), now));
    }

    @Test
    void repetitionRaisesACount() {
        send("move", "from a to b");
        send("move", "from a to b");
        send("move", "from a to b");

        assertThat(requests).containsExactly("create 1", "repeat 1 x2", "repeat 1 x3");
    }

    @Test
    void anotherMessageIsAnotherEvent() {
        send("move", "from a to b");
        send("move", "from b to a");

        assertThat(requests).containsExactly("create 1", "create 2");
    }

    @Test
    void seriesEndsAfterSixMinutes() {
        send("move", "from a to b");
        now = now.plusSeconds(361);
        send("move", "from a to b");

        assertThat(requests).containsExactly("create 1", "create 2");
    }

    @Test
    void eventsBeyondTheBudgetAreDroppedAndCounted() {
        for (int i = 0; i < 1000; i++) {
            send("k" + i, "m");
        }
        assertThat(requests).hasSize(250);
        assertThat(counts.all()).containsEntry(new WriteCounts.Key("Event", "create", "dropped"), 750L);

        nanos += 1_000_000_000;
        for (int i = 0; i < 100; i++) {
            send("l" + i, "m");
        }
        assertThat(requests).hasSize(260);
    }

    @Test
    void standbySendsNothing() {
        leading = false;
        send("move", "from a to b");

        assertThat(requests).isEmpty();
    }

    @Test
    void failedEventStartsNoSeries() {
        failing = true;
        send("move", "from a to b");
        failing = false;
        send("move", "from a to b");

        assertThat(requests).containsExactly("create 1", "create 2");
        assertThat(counts.all()).containsEntry(new WriteCounts.Key("Event", "create", "failed"), 1L);
    }
}
