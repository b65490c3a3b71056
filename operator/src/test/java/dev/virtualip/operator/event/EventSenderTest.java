package dev.virtualip.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.operator.status.Happening;
import dev.virtualip.operator.writing.WriteCounts;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What happens again raises a count, what comes too fast is dropped, and nobody but the leader tells. */
class EventSenderTest {
    private static final Subject WEB = new Subject("virtualip.dev/v1alpha1", "VirtualIP", "web", "1");

    private final Store store = new Store();
    private final WriteCounts counts = new WriteCounts();
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private long nanos;
    private boolean leading = true;
    private final EventSender sender = new EventSender(store, () -> leading, counts, () -> now, () -> nanos);

    private void send(String key, String message) {
        sender.send(
                new Told(WEB, null, new Happening(key, Happening.Type.NORMAL, "Moved", "Move", message, null), now));
    }

    @Test
    void whatHappensAgainRaisesACount() {
        send("move", "from a to b");
        send("move", "from a to b");
        send("move", "from a to b");

        assertThat(store.requests).containsExactly("create 1", "repeat 1 x2", "repeat 1 x3");
    }

    @Test
    void anotherTextIsAnotherEvent() {
        send("move", "from a to b");
        send("move", "from b to a");

        assertThat(store.requests).containsExactly("create 1", "create 2");
    }

    @Test
    void afterSomeMinutesASeriesHasEnded() {
        send("move", "from a to b");
        now = now.plusSeconds(361);
        send("move", "from a to b");

        assertThat(store.requests).containsExactly("create 1", "create 2");
    }

    @Test
    void whatComesTooFastIsDroppedAndCounted() {
        for (int i = 0; i < 1000; i++) {
            send("k" + i, "m");
        }
        assertThat(store.requests).hasSize(250);
        assertThat(counts.all()).containsEntry(new WriteCounts.Key("Event", "create", "dropped"), 750L);

        nanos += 1_000_000_000;
        for (int i = 0; i < 100; i++) {
            send("l" + i, "m");
        }
        assertThat(store.requests).hasSize(260);
    }

    @Test
    void whoDoesNotLeadTellsNothing() {
        leading = false;
        send("move", "from a to b");

        assertThat(store.requests).isEmpty();
    }

    @Test
    void whatCouldNotBeSentIsNoSeries() {
        store.failure = new KubernetesClientException("no", 500, null);
        send("move", "from a to b");
        store.failure = null;
        send("move", "from a to b");

        assertThat(store.requests).containsExactly("create 1", "create 2");
        assertThat(counts.all()).containsEntry(new WriteCounts.Key("Event", "create", "failed"), 1L);
    }

    private static final class Store implements EventStore {
        private final List<String> requests = new ArrayList<>();
        private int made;
        private @Nullable KubernetesClientException failure;

        @Override
        public String create(Told told) {
            made++;
            requests.add("create " + made);
            if (failure != null) {
                throw failure;
            }
            return String.valueOf(made);
        }

        @Override
        public void repeat(String name, int count, Instant last) {
            requests.add("repeat " + name + " x" + count);
        }
    }
}
