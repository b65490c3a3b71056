package dev.virtualip.operator.notification;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.daemon.notification.NotificationSender;
import dev.virtualip.operator.status.StatusChange;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/** Notifies the destinations that a VirtualIP names of the change of its status. */
public final class VirtualIPNotifier {
    private final NotificationSender sender;
    private final InstantSource clock;

    /** Notifies by this sender. */
    public VirtualIPNotifier(NotificationSender sender, InstantSource clock) {
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * Queues the notifications about a change that was stored; neither blocks nor throws.
     *
     * @param virtualIP the VirtualIP with its previous status
     * @param destinations the names that it or the template of its pool gives
     */
    public void notify(VirtualIP virtualIP, StatusChange change, List<String> destinations) {
        if (destinations.isEmpty()) {
            return;
        }
        VirtualIPStatus previous = Objects.requireNonNullElseGet(virtualIP.getStatus(), VirtualIPStatus::none);
        String name = virtualIP.getMetadata().getName();
        StatusNotifications.of(name, previous, change, clock.instant())
                .forEach(event -> sender.send(event, destinations::contains));
    }
}
