package dev.virtualip.operator.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Event;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.Move;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.daemon.notification.NotificationEvent;
import dev.virtualip.operator.status.StatusChange;
import dev.virtualip.operator.status.VirtualIPEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusNotificationsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T02:13:20Z");
    private static final String TIME = "2026-11-28T02:13:14Z";

    @Test
    void moveIsAnActiveEventWithTheTimeOfTheMove() {
        VirtualIPStatus before =
                status(new Move(null, "node-a", "2026-11-28T01:00:00Z", "Started"), "Active", "Backup");
        VirtualIPStatus after = status(new Move("node-a", "node-b", TIME, "PeerTimeout"), "Active", "Active");

        NotificationEvent event = only(before, after, event(VirtualIPEvent.Type.NORMAL, "Moved", "node-b"));

        assertThat(event.kind()).isEqualTo(Event.ACTIVE);
        assertThat(event.time()).isEqualTo(Instant.parse(TIME));
        assertThat(event.host()).isEqualTo("node-b");
        assertThat(event.summary()).isEqualTo("192.0.2.10 (ingress) is now on node-b");
        assertThat(event.previous())
                .isEqualTo(new NotificationEvent.Previous("Active on node-a", Instant.parse("2026-11-28T01:00:00Z")));
        assertThat(event.addresses()).containsExactly("192.0.2.10");
        assertThat(event.advice()).contains("kubectl describe node node-a");
    }

    @Test
    void addressOnNoNodeIsAFault() {
        VirtualIPStatus status = status(null, "Backup", "Backup");

        NotificationEvent event = only(status, status, event(VirtualIPEvent.Type.WARNING, "NoActive", null));

        assertThat(event.kind()).isEqualTo(Event.FAULT);
        assertThat(event.summary()).isEqualTo("192.0.2.10 (ingress) answers on no node");
        assertThat(event.cause()).isEqualTo("the message");
    }

    @Test
    void splitBrainIsAConflict() {
        VirtualIPStatus status = status(null, "Active", "Active");

        assertThat(only(status, status, event(VirtualIPEvent.Type.WARNING, "SplitBrain", null))
                        .kind())
                .isEqualTo(Event.CONFLICT);
    }

    @Test
    void nodeThatBecomesBackupIsOneEvent() {
        VirtualIPStatus before = status(null, "Active", "Initialize");
        VirtualIPStatus after = status(null, "Active", "Backup");

        NotificationEvent event = only(before, after);

        assertThat(event.kind()).isEqualTo(Event.BACKUP);
        assertThat(event.host()).isEqualTo("node-b");
        assertThat(event.time()).isEqualTo(Instant.parse(TIME));
    }

    @Test
    void plansAndRecoveriesAreNoEvents() {
        VirtualIPStatus status = status(null, "Active", "Backup");

        assertThat(StatusNotifications.of(
                        "ingress",
                        status,
                        new StatusChange(
                                status,
                                List.of(
                                        event(VirtualIPEvent.Type.NORMAL, "Accepted", null),
                                        event(VirtualIPEvent.Type.NORMAL, "Recovered", null),
                                        event(VirtualIPEvent.Type.WARNING, "ReleasePending", null),
                                        event(VirtualIPEvent.Type.WARNING, "OfANewerVersion", "node-a")),
                                null),
                        NOW))
                .isEmpty();
    }

    private static NotificationEvent only(VirtualIPStatus before, VirtualIPStatus after, VirtualIPEvent... events) {
        List<NotificationEvent> all =
                StatusNotifications.of("ingress", before, new StatusChange(after, List.of(events), null), NOW);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static VirtualIPEvent event(VirtualIPEvent.Type type, String reason, @Nullable String node) {
        return new VirtualIPEvent(reason, type, reason, "Watch", "the message", node);
    }

    private static VirtualIPStatus status(@Nullable Move move, String stateOfA, String stateOfB) {
        RouterSummary router = new RouterSummary(
                "ingress-ipv4",
                "IPv4",
                55,
                "node-a",
                List.of(),
                List.of(node("node-a", stateOfA), node("node-b", stateOfB)));
        return VirtualIPStatus.builder()
                .activeNode("node-a")
                .addresses(List.of("192.0.2.10/24"))
                .addressSummary("192.0.2.10")
                .virtualRouters(List.of(router))
                .lastMove(move)
                .build();
    }

    private static NodeSummary node(String name, String state) {
        return new NodeSummary(name, "eth1", null, state, 100, null, TIME, false, List.of());
    }
}
