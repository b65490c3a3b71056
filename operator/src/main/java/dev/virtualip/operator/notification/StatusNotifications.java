package dev.virtualip.operator.notification;

import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.EventReason;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.TransitionReason;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Event;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.Move;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.daemon.notification.NotificationEvent;
import dev.virtualip.operator.status.StatusChange;
import dev.virtualip.operator.status.VirtualIPEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Maps the change of a status to the events that people are notified of. They depend on the two statuses alone: the
 * operator that stores the change sends them, so two operators, or one that starts again, repeat none.
 */
final class StatusNotifications {
    private static final String NOTHING = "Nothing: the address answers.";

    private final String name;
    private final VirtualIPStatus previous;
    private final VirtualIPStatus next;
    private final Instant now;
    private final List<NotificationEvent> events = new ArrayList<>();

    private StatusNotifications(String name, VirtualIPStatus previous, VirtualIPStatus next, Instant now) {
        this.name = name;
        this.previous = previous;
        this.next = next;
        this.now = now;
    }

    /**
     * The events of a change.
     *
     * @param name the VirtualIP
     * @param now the time, for what no agent dates
     */
    static List<NotificationEvent> of(String name, VirtualIPStatus previous, StatusChange change, Instant now) {
        StatusNotifications notifications = new StatusNotifications(name, previous, change.status(), now);
        change.events().forEach(notifications::add);
        notifications.addBackups();
        return List.copyOf(notifications.events);
    }

    private void add(VirtualIPEvent event) {
        if (EventReason.MOVED.is(event.reason()) || EventReason.ASSIGNED.is(event.reason())) {
            addMove(event.message());
        } else if (EventReason.ACTIVE_AGAIN.is(event.reason())) {
            String node = Objects.requireNonNullElse(event.node(), "a node");
            add(Event.ACTIVE, since(node, RouterState.ACTIVE), node, " answers again on " + node, event, NOTHING);
        } else {
            ConditionReason reason = ConditionReason.of(event.reason());
            Event kind = reason == null || event.type() == VirtualIPEvent.Type.NORMAL ? null : kind(reason);
            if (reason != null && kind != null) {
                String node =
                        Objects.requireNonNullElse(event.node(), Objects.requireNonNullElse(next.activeNode(), ""));
                Instant time = kind == Event.FAULT ? since(node, RouterState.INITIALIZE) : now;
                add(kind, time, node, summary(kind, reason, node), event, advice(kind, reason));
            }
        }
    }

    private void addMove(String message) {
        Move move = next.lastMove();
        if (move == null) {
            return;
        }
        boolean crashed = TransitionReason.PEER_TIMEOUT.is(move.reason());
        events.add(new NotificationEvent(
                Event.ACTIVE,
                time(move.time()),
                move.to(),
                name,
                addresses(),
                "VirtualIP " + name,
                subject() + " is now on " + move.to(),
                move.from() == null
                        ? null
                        : new NotificationEvent.Previous(
                                "Active on " + move.from(),
                                previous.lastMove() == null
                                        ? null
                                        : time(previous.lastMove().time())),
                move.reason(),
                message,
                crashed
                        ? "The address answers. Look at the node that fell silent: kubectl describe node "
                                + Objects.requireNonNullElse(move.from(), "")
                        : NOTHING));
    }

    private void add(Event kind, Instant time, String node, String summary, VirtualIPEvent event, String advice) {
        events.add(new NotificationEvent(
                kind,
                time,
                node,
                name,
                addresses(),
                "VirtualIP " + name,
                subject() + summary,
                null,
                event.reason(),
                event.message(),
                advice));
    }

    /** Nodes that became Backup since the previous status. */
    private void addBackups() {
        nodes(next)
                .filter(node -> RouterState.BACKUP.is(node.state()))
                .filter(node -> state(previous, node.name())
                        .filter(RouterState.BACKUP::is)
                        .isEmpty())
                .map(NodeSummary::name)
                .distinct()
                .forEach(node -> events.add(new NotificationEvent(
                        Event.BACKUP,
                        since(node, RouterState.BACKUP),
                        node,
                        name,
                        addresses(),
                        "VirtualIP " + name,
                        "%s: %s is Backup".formatted(subject(), node),
                        state(previous, node)
                                .map(state -> new NotificationEvent.Previous(state, null))
                                .orElse(null),
                        null,
                        node + " is ready to take over",
                        "Nothing: this is as intended.")));
    }

    private static @Nullable Event kind(ConditionReason reason) {
        return switch (reason) {
            case NO_ACTIVE, NO_HEALTHY_NODE, AGENT_SILENT, NOT_TAKING_PART, HEALTH_CHECK_FAILED, LINK_DOWN ->
                Event.FAULT;
            case INTERFACE_NOT_FOUND, INTERFACE_ENSLAVED, SOURCE_ADDRESS_MISSING, SOCKET_FAILED -> Event.FAULT;
            case BIND_FAILED, ADDRESS_STOLEN, OWNER_ADDRESS_MISSING -> Event.FAULT;
            case SPLIT_BRAIN, CLAIMS_DIFFER, ADDRESS_CONFLICT, ADDRESS_IN_USE, DUPLICATE_CLAIM -> Event.CONFLICT;
            case VIRTUAL_ROUTER_ID_CONFLICT -> Event.CONFLICT;
            default -> null;
        };
    }

    private static String summary(Event kind, ConditionReason reason, String node) {
        if (reason == ConditionReason.NO_ACTIVE) {
            return " answers on no node";
        }
        String where = node.isEmpty() ? "" : " on " + node;
        return kind == Event.CONFLICT ? " is in conflict" + where : " has a fault" + where;
    }

    private String advice(Event kind, ConditionReason reason) {
        return switch (reason) {
            case NO_ACTIVE -> "Act now: clients cannot reach the address. kubectl describe virtualip " + name;
            case SPLIT_BRAIN, CLAIMS_DIFFER ->
                "Check the network between the nodes: each of them answers now, and clients reach one or the other.";
            default ->
                kind == Event.CONFLICT
                        ? "Find the other host, and take the address or the Virtual Router ID off it. kubectl describe"
                                + " virtualip " + name
                        : "Look at this node; kubectl describe virtualip " + name + " shows what is left.";
        };
    }

    private List<String> addresses() {
        return next.addresses().stream()
                .map(address -> address.replaceFirst("/.*", ""))
                .toList();
    }

    private String subject() {
        String summary = next.addressSummary();
        return summary == null ? name : "%s (%s)".formatted(summary, name);
    }

    /** When a node entered a state, as it reports; now, if it does not report that state. */
    private Instant since(String node, RouterState state) {
        return nodes(next)
                .filter(each -> each.name().equals(node) && state.is(each.state()))
                .map(NodeSummary::since)
                .filter(Objects::nonNull)
                .map(this::time)
                .max(Instant::compareTo)
                .orElse(now);
    }

    private static Optional<String> state(VirtualIPStatus status, String node) {
        return nodes(status)
                .filter(each -> each.name().equals(node))
                .map(NodeSummary::state)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Stream<NodeSummary> nodes(VirtualIPStatus status) {
        return status.virtualRouters().stream().flatMap(router -> router.nodes().stream());
    }

    private Instant time(@Nullable String text) {
        try {
            return text == null ? now : Instant.parse(text);
        } catch (DateTimeException _) {
            return now;
        }
    }
}
