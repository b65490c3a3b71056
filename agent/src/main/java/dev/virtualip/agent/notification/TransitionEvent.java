package dev.virtualip.agent.notification;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.report.log.TransitionCauseText;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Event;
import dev.virtualip.daemon.notification.NotificationEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps a transition to an event: which address, on which host, what happened, why, and what to do. */
final class TransitionEvent {
    private TransitionEvent() {}

    /** The event; null: a transition without notification. */
    static @Nullable NotificationEvent of(
            JournalEntry entry, String node, @Nullable VirtualRouterSpec router, @Nullable Instant since) {
        Reason reason = entry.step().reason();
        Event kind = reason == null ? null : kind(entry.before(), entry.step().next(), reason);
        if (reason == null || kind == null) {
            return null;
        }
        List<String> addresses = router == null
                ? entry.settings().addresses().stream().map(AddressText::format).toList()
                : addresses(router);
        return new NotificationEvent(
                kind,
                entry.time(),
                node,
                router == null ? entry.virtualRouter() : name(router),
                addresses,
                router == null ? "virtual router " + entry.virtualRouter() : details(router),
                (router == null ? entry.virtualRouter() : subject(router, addresses)) + summary(kind, entry, node),
                new NotificationEvent.Previous(entry.before().label(), since),
                reason.label(),
                TransitionCauseText.of(entry, reason),
                advice(kind, reason));
    }

    /** The kind; null: none. A Releasing router still answers, and what follows is an event of its own. */
    private static @Nullable Event kind(State before, State next, Reason reason) {
        return switch (next) {
            case State.Active ignored -> before instanceof State.Active ? null : Event.ACTIVE;
            case State.Backup ignored -> before instanceof State.Backup ? null : Event.BACKUP;
            case State.Releasing ignored -> reason == Reason.HEALTH_CHECK_FAILED ? Event.FAULT : null;
            // A changed configuration starts the virtual router again at once.
            case State.Initialize ignored ->
                before instanceof State.Initialize || reason == Reason.CONFIG_CHANGED ? null : Event.FAULT;
        };
    }

    private static String summary(Event kind, JournalEntry entry, String node) {
        boolean answered = entry.before() instanceof State.Active || entry.before() instanceof State.Releasing;
        return switch (kind) {
            case ACTIVE -> " is now on " + node;
            case BACKUP -> answered ? " has left " + node + ", which is Backup now" : ": " + node + " is Backup";
            case FAULT ->
                entry.step().next() instanceof State.Releasing
                        ? " is leaving " + node + ", where a health check failed"
                        : answered
                                ? " has left " + node + ", which takes no part any more"
                                : ": " + node + " is no Backup any more";
            case CONFLICT -> " is in conflict on " + node;
        };
    }

    private static String advice(Event kind, Reason reason) {
        return switch (reason) {
            case PEER_TIMEOUT ->
                "The address answers from this host. Look at the host that fell silent: is it up, is its network up,"
                        + " and does its agent or keepalived run? Until it is back there may be no Backup.";
            case LINK_DOWN -> "Look at the interface of this host: its cable, its switch port, its driver.";
            case ADDRESS_MISSING -> "Give the interface of this host its own address again.";
            case ADDRESS_STOLEN -> "Find the program on this host that removes the address, and stop it.";
            case PAUSED -> "Find out why this host stood still: a snapshot, a live migration, or too little CPU.";
            case HEALTH_CHECK_FAILED -> "Look at the service on this host that the health check asks.";
            case PEER_WITHDRAWN -> "Look at the service on the other host: its health check failed.";
            case STOPPED -> "Nothing, if a person stopped or updated the agent; else find out who did.";
            case STARTED,
                    OWNER,
                    PEER_STOPPED,
                    PREEMPTING,
                    SUPERIOR_PEER,
                    MOVE_REQUESTED,
                    GROUP_MEMBER,
                    CONFIG_CHANGED ->
                kind == Event.FAULT ? "Look at the log of the agent on this host." : "Nothing: this is as intended.";
        };
    }

    static List<String> addresses(VirtualRouterSpec router) {
        return router.binding().addresses().stream()
                .map(VirtualAddress::address)
                .map(AddressText::format)
                .toList();
    }

    static String name(VirtualRouterSpec router) {
        return router.virtualIPs().isEmpty() ? router.name() : String.join(", ", router.virtualIPs());
    }

    static String details(VirtualRouterSpec router) {
        return "virtual router %s, Virtual Router ID %d, interface %s"
                .formatted(router.name(), router.virtualRouterId(), router.interfaceName());
    }

    /** The first address that is not link-local, how many more there are, and the name. */
    static String subject(VirtualRouterSpec router, List<String> addresses) {
        String first = addresses.size() > 1 && addresses.getFirst().startsWith("fe80:")
                ? addresses.get(1)
                : addresses.getFirst();
        String more = addresses.size() == 1 ? "" : " +" + (addresses.size() - 1);
        return "%s%s (%s)".formatted(first, more, name(router));
    }
}
