package dev.virtualip.daemon.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Event;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Notification;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.receiver.WebhookReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queues, retries, summaries and bounds, with webhooks on the loopback. */
class NotificationSenderTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Path FOLDER = Path.of(".");
    private static final Pace QUICK = new Pace(
            50,
            Duration.ofMillis(100),
            5,
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofHours(24),
            Duration.ofHours(1));

    private WebhookReceiver receiver;
    private NotificationSender sender = sender(QUICK);

    @BeforeEach
    void receive() throws IOException {
        receiver = WebhookReceiver.start();
        sender.configure(List.of(Samples.webhook("chat", receiver.port(), null)), FOLDER);
    }

    @AfterEach
    void close() throws IOException {
        sender.close(Duration.ofSeconds(2));
        receiver.close();
    }

    @Test
    void fewEventsArriveOneByOneInOrder() {
        send(3);

        Wait.until("the receiver got it", SOON, () -> state().results().getOrDefault("delivered", 0L) == 3);
        assertThat(subjects()).containsExactly("vip-0", "vip-1", "vip-2");
    }

    @Test
    void burstBecomesOneSummary() {
        send(40);

        Wait.until("the receiver got it", SOON, () -> state().results().getOrDefault("delivered", 0L) == 40);
        assertThat(receiver.accepted()).hasSize(1);
        assertThat(json(0).path("type").asText()).isEqualTo("dev.virtualip.summary");
        assertThat(json(0).at("/data/events")).hasSize(40);
    }

    @Test
    void eventsInQuickSuccessionDoNotFloodTheReceiver() throws InterruptedException {
        for (int i = 0; i < 30; i++) {
            sender.send(Samples.active("vip-" + i));
            Thread.sleep(40);
        }

        Wait.until("the receiver got it", SOON, () -> state().results().getOrDefault("delivered", 0L) == 30);
        assertThat(receiver.accepted().size()).isBetween(2, 20);
    }

    @Test
    void serverThatFailsForAWhileGetsEveryEventLaterInOrder() {
        receiver.answerWith(500);
        send(1);
        Wait.until("the receiver got it", SOON, () -> receiver.received().size() >= 3);
        send(10);
        Wait.until("the failure is noted", SOON, () -> state().isFailing());
        assertThat(state().lastError()).endsWith("answered 500");
        assertThat(state().waiting()).isEqualTo(11);

        receiver.answerWith(200);

        Wait.until("the receiver got it", SOON, () -> state().results().getOrDefault("delivered", 0L) == 11);
        assertThat(json(0).path("subject").asText()).isEqualTo("vip-0");
        assertThat(json(1).at("/data/events")).hasSize(10);
        assertThat(receiver.received().stream()
                        .filter(request -> request.body().contains("\"subject\":\"vip-0\""))
                        .map(request -> id(request.body()))
                        .distinct())
                .as("repetitions can be recognized")
                .hasSize(1);
        assertThat(state().isFailing()).isFalse();
        assertThat(state().lastError()).isNull();
        assertThat(state().waiting()).isZero();
    }

    @Test
    void oldestEventsAreDroppedAndCountedWhenTooManyWait() {
        receiver.answerWith(503);
        send(1);
        Wait.until("the receiver got it", SOON, () -> !receiver.received().isEmpty());
        send(80);
        assertThat(state().waiting()).isEqualTo(51);
        assertThat(state().results()).containsEntry("dropped", 30L);

        receiver.answerWith(200);

        Wait.until("the receiver got it", SOON, () -> receiver.accepted().size() == 2);
        assertThat(json(1).at("/data/events")).hasSize(50);
        assertThat(json(1).at("/data/omitted").asInt()).isEqualTo(30);
        assertThat(json(1).at("/data/events/49/virtualIP").asText()).isEqualTo("vip-79");
    }

    @Test
    void messageIsGivenUpWhenItIsTooOld() {
        sender = sender(new Pace(
                50,
                Duration.ZERO,
                5,
                Duration.ofSeconds(1),
                Duration.ofMillis(20),
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                Duration.ofHours(1)));
        sender.configure(List.of(Samples.webhook("chat", receiver.port(), null)), FOLDER);
        receiver.answerWith(500);
        send(1);

        Wait.until("the receiver got it", SOON, () -> state().results().getOrDefault("expired", 0L) > 0);
        assertThat(state().waiting()).isZero();
        assertThat(state().isFailing()).isTrue();
    }

    @Test
    void destinationThatHangsDelaysNoOther() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            sender.configure(
                    List.of(
                            Samples.webhook("silent", silent.getLocalPort(), null),
                            Samples.webhook("chat", receiver.port(), null)),
                    FOLDER);
            send(2);

            Wait.until(
                    "the receiver got it",
                    Duration.ofSeconds(8),
                    () -> receiver.accepted().size() == 2);
            long begin = System.nanoTime();
            sender.close(Duration.ofSeconds(1));
            assertThat(System.nanoTime() - begin).isLessThan(8_000_000_000L);
            assertThat(sender.states().getFirst().results()).containsEntry("dropped", 2L);
        }
    }

    @Test
    void onlyWantedKindsAndNamedDestinationsGetAnEvent() throws IOException {
        try (WebhookReceiver second = WebhookReceiver.start()) {
            Notification chat = Samples.webhook("chat", receiver.port(), null);
            Notification all = new Notification(
                    "all",
                    List.of(Event.values()),
                    null,
                    Samples.webhook("all", second.port(), null).webhook());
            sender.configure(List.of(chat, all), FOLDER);

            sender.send(Samples.event(Event.BACKUP, "one"));
            sender.send(Samples.event(Event.FAULT, "two"));
            sender.send(Samples.event(Event.FAULT, "three"), "all"::equals);

            Wait.until("the receiver got it", SOON, () -> second.accepted().size() == 3);
            Wait.until("the receiver got it", SOON, () -> receiver.accepted().size() == 1);
            assertThat(subjects()).containsExactly("two");
        }
    }

    @Test
    void unchangedDestinationKeepsWhatWaitsWhenOthersChange() throws IOException {
        receiver.answerWith(500);
        send(1);
        Wait.until("the receiver got it", SOON, () -> !receiver.received().isEmpty());

        try (WebhookReceiver second = WebhookReceiver.start()) {
            sender.configure(
                    List.of(
                            Samples.webhook("chat", receiver.port(), null),
                            Samples.webhook("second", second.port(), null)),
                    FOLDER);
            receiver.answerWith(200);
            Wait.until("the receiver got it", SOON, () -> receiver.accepted().size() == 1);
        }
        assertThat(sender.names()).containsExactlyInAnyOrder("chat", "second");
    }

    @Test
    void waitingMessagesAreSentAtTheEnd() {
        send(7);

        sender.close(Duration.ofSeconds(5));

        assertThat(json(0).at("/data/events")).hasSize(7);
        assertThat(state().waiting()).isZero();
    }

    private void send(int count) {
        IntStream.range(0, count).forEach(i -> sender.send(Samples.active("vip-" + i)));
    }

    private DestinationState state() {
        return sender.states().getLast();
    }

    private List<String> subjects() {
        return receiver.accepted().stream()
                .map(body -> read(body).path("subject").asText())
                .toList();
    }

    private JsonNode json(int index) {
        return read(receiver.accepted().get(index));
    }

    private static String id(String body) {
        return read(body).path("id").asText();
    }

    private static JsonNode read(String body) {
        try {
            return new ObjectMapper().readTree(body);
        } catch (IOException e) {
            throw new AssertionError(body, e);
        }
    }

    private static NotificationSender sender(Pace pace) {
        return new NotificationSender("virtualip-agent", "lb02", InstantSource.system(), pace);
    }
}
