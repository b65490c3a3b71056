package dev.virtualip.agent.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.report.SampleSnapshots;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Step;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Notification;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Webhook;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.receiver.WebhookReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentNotificationsTest {
    private static final Instant TIME = Instant.parse("2026-11-28T02:13:14Z");
    private static final State INITIALIZE = new State.Initialize();
    private static final State BACKUP = new State.Backup(0, 0, 1, null, Reason.PEER_TIMEOUT, null, false);
    private static final State ACTIVE = new State.Active(0, 1, 0);
    private static final State RELEASING =
            new State.Releasing(0, false, Reason.HEALTH_CHECK_FAILED, List.of(), null, 1, 0);
    private static final VirtualRouterSpec ROUTER = SampleSnapshots.spec(
            "ingress-ipv4",
            Family.IPV4,
            List.of(InetAddress.ofLiteral("192.168.31.5"), InetAddress.ofLiteral("192.168.31.6")));

    private final AgentNotifications notifications = new AgentNotifications("lb02", InstantSource.fixed(TIME));
    private WebhookReceiver receiver;

    @BeforeEach
    void configure() throws IOException {
        receiver = WebhookReceiver.start();
        notifications.routers(List.of(ROUTER));
        Webhook webhook = new Webhook("http://127.0.0.1:" + receiver.port() + "/", null, null);
        List<VRRPRouterSpec.Event> all = List.of(VRRPRouterSpec.Event.values());
        notifications.configured(List.of(new Notification("chat", all, null, webhook)), Path.of("."));
    }

    @AfterEach
    void close() throws IOException {
        notifications.close(Duration.ofSeconds(2));
        receiver.close();
    }

    @Test
    void takeoverSaysAddressHostStateBeforeAndWhy() throws IOException {
        notifications.stepped(entry(INITIALIZE, BACKUP, Reason.STARTED, TIME.minusSeconds(60)));
        notifications.stepped(entry(BACKUP, ACTIVE, Reason.PEER_TIMEOUT, TIME));

        JsonNode event = received(2).get(1);
        assertThat(event.path("type").asText()).isEqualTo("dev.virtualip.transition.active");
        JsonNode data = event.path("data");
        assertThat(data.path("summary").asText()).isEqualTo("192.168.31.5 +1 (ingress, mail) is now on lb02");
        assertThat(data.path("details").asText())
                .isEqualTo("virtual router ingress-ipv4, Virtual Router ID 55, interface eth1");
        assertThat(data.path("addresses")).hasSize(2);
        assertThat(data.path("previousState").asText()).isEqualTo("Backup");
        assertThat(data.path("previousSince").asText()).isEqualTo("2026-11-28T02:12:14Z");
        assertThat(data.path("time").asText()).isEqualTo("2026-11-28T02:13:14Z");
        assertThat(data.path("reason").asText()).isEqualTo("PeerTimeout");
        assertThat(data.path("advice").asText()).contains("Look at the host that fell silent");
    }

    @Test
    void lossOfTheInterfaceAndFailedHealthCheckAreFaults() throws IOException {
        notifications.stepped(entry(ACTIVE, INITIALIZE, Reason.LINK_DOWN, TIME));
        notifications.stepped(entry(ACTIVE, RELEASING, Reason.HEALTH_CHECK_FAILED, TIME));
        notifications.stepped(entry(RELEASING, BACKUP, Reason.HEALTH_CHECK_FAILED, TIME));

        assertThat(received(3))
                .extracting(event -> event.path("type").asText())
                .containsExactly(
                        "dev.virtualip.transition.fault",
                        "dev.virtualip.transition.fault",
                        "dev.virtualip.transition.backup");
    }

    @Test
    void plannedReleaseAndRestartAreNoFaults() throws IOException {
        notifications.stepped(entry(ACTIVE, RELEASING, Reason.MOVE_REQUESTED, TIME));
        notifications.stepped(entry(BACKUP, INITIALIZE, Reason.CONFIG_CHANGED, TIME));
        notifications.stepped(entry(RELEASING, BACKUP, Reason.MOVE_REQUESTED, TIME));

        assertThat(received(1).getFirst().path("type").asText()).isEqualTo("dev.virtualip.transition.backup");
    }

    @Test
    void conflictIsSentOnceAndItsEndNotAtAll() throws IOException {
        for (int i = 0; i < 3; i++) {
            notifications.noticed(notice("DuplicateClaim"));
        }
        notifications.noticed(notice("VirtualRouterIDConflictOver VERSION 192.168.31.9"));
        notifications.noticed(notice("SomethingElse"));
        notifications.noticed(notice("VirtualRouterIDConflict VERSION 192.168.31.9"));

        assertThat(received(2))
                .extracting(event -> event.at("/data/reason").asText())
                .containsExactly("DuplicateClaim", "VirtualRouterIDConflict");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyTransitionHasWordsForEverything(Reason reason) {
        for (State before : List.of(INITIALIZE, BACKUP, ACTIVE, RELEASING)) {
            for (State next : List.of(INITIALIZE, BACKUP, ACTIVE, RELEASING)) {
                var event = TransitionEvent.of(entry(before, next, reason, TIME), "lb02", ROUTER, null);
                if (event != null) {
                    assertThat(List.of(event.summary(), event.cause(), event.advice()))
                            .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("null"));
                }
            }
        }
    }

    @Test
    void nothingIsKeptWithoutDestinations() {
        notifications.close(Duration.ofSeconds(1));
        AgentNotifications none = new AgentNotifications("lb02", InstantSource.fixed(TIME));

        none.stepped(entry(BACKUP, ACTIVE, Reason.PEER_TIMEOUT, TIME));
        none.noticed(notice("SplitBrain"));

        assertThat(none.states()).isEmpty();
    }

    private static Notice notice(String kind) {
        return new Notice(Severity.WARNING, "ingress-ipv4", kind, "host 02:00:00:00:00:09 also claims 192.168.31.5");
    }

    private static JournalEntry entry(State before, State next, Reason reason, Instant time) {
        return new JournalEntry(
                time,
                "ingress-ipv4",
                SampleSnapshots.IPV4,
                before,
                new Event.TimerFired(0),
                new Step(next, List.of(), reason));
    }

    private List<JsonNode> received(int count) throws IOException {
        Wait.until(
                "the receiver got it",
                Duration.ofSeconds(20),
                () -> receiver.accepted().size() >= count);
        Wait.millis(300);
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> events = new ArrayList<>();
        for (String body : receiver.accepted()) {
            events.add(mapper.readTree(body));
        }
        assertThat(events).hasSize(count);
        return events;
    }
}
