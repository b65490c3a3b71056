package dev.virtualip.agent.notification;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.NodeListener;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Notification;
import dev.virtualip.daemon.notification.DestinationState;
import dev.virtualip.daemon.notification.NotificationEvent;
import dev.virtualip.daemon.notification.NotificationSender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notifies the destinations of a file of what happens on this node. Receives the events on the reporter's thread, never
 * on the event loop. Without destinations it loads nothing and keeps nothing.
 */
public final class AgentNotifications implements NodeListener {
    private static final String PROGRAM = "virtualip-agent";

    /** Repeated notices of one conflict are one event within this time. */
    private static final Duration CONFLICT_PAUSE = Duration.ofMinutes(10);

    private static final int MAX_CONFLICTS = 256;

    private final String node;
    private final InstantSource clock;
    private final Map<String, Instant> stateSince = new HashMap<>();
    private final Map<String, Instant> conflicts = new LinkedHashMap<>();
    private volatile Map<String, VirtualRouterSpec> routers = Map.of();
    private volatile List<Notification> destinations = List.of();
    private volatile Path folder = Path.of(".");
    private volatile @Nullable NotificationSender sender;

    /** Notifications without destinations. */
    public AgentNotifications(String node, InstantSource clock) {
        this.node = node;
        this.clock = clock;
    }

    /** Sets the destinations; names of files are relative to a folder. */
    public synchronized void configured(List<Notification> newDestinations, Path newFolder) {
        destinations = List.copyOf(newDestinations);
        folder = newFolder;
        NotificationSender current = sender;
        if (current != null) {
            current.configure(destinations, folder);
        }
    }

    /** The sender; null without destinations. It is made for the first event, so that VRRP does not start later. */
    private @Nullable NotificationSender sender() {
        NotificationSender current = sender;
        return current != null || destinations.isEmpty() ? current : start();
    }

    private synchronized NotificationSender start() {
        NotificationSender current = sender;
        if (current == null) {
            current = new NotificationSender(PROGRAM, node, clock);
            current.configure(destinations, folder);
            sender = current;
        }
        return current;
    }

    /** Sets the virtual routers, whose names and interfaces appear in events. Keeps the previous ones, which leave. */
    public void routers(List<VirtualRouterSpec> specs) {
        Map<String, VirtualRouterSpec> next = new HashMap<>();
        specs.forEach(spec -> next.put(spec.name(), spec));
        routers.forEach((name, spec) -> {
            if (!next.containsKey(name) && next.size() < 2 * specs.size() + MAX_CONFLICTS) {
                next.put(name, spec);
            }
        });
        routers = Map.copyOf(next);
    }

    /** The states of the destinations; empty: there are none. */
    public List<DestinationState> states() {
        NotificationSender current = sender();
        return current == null ? List.of() : current.states();
    }

    /** Tries once to send what waits, for a bounded time. */
    public void close(Duration limit) {
        NotificationSender current = sender;
        if (current != null) {
            current.close(limit);
        }
    }

    @Override
    public void stepped(JournalEntry entry) {
        if (entry.step().reason() == null) {
            return;
        }
        Instant since = stateSince.put(entry.virtualRouter(), entry.time());
        if (stateSince.size() > 2 * routers.size() + 1) {
            stateSince.keySet().retainAll(routers.keySet());
        }
        NotificationSender current = sender();
        if (current == null) {
            return;
        }
        NotificationEvent event = TransitionEvent.of(entry, node, routers.get(entry.virtualRouter()), since);
        if (event != null) {
            current.send(event);
        }
    }

    @Override
    public void noticed(Notice notice) {
        NotificationSender current = sender();
        VirtualRouterSpec router = routers.get(notice.subject());
        if (current == null || router == null || !ConflictEvent.isConflict(notice)) {
            return;
        }
        Instant now = clock.instant();
        conflicts.values().removeIf(begun -> begun.plus(CONFLICT_PAUSE).isBefore(now) || begun.isAfter(now));
        boolean isNew = conflicts.size() < MAX_CONFLICTS
                && conflicts.putIfAbsent(notice.subject() + " " + notice.kind(), now) == null;
        if (isNew) {
            current.send(ConflictEvent.of(notice, node, router, now));
        }
    }
}
