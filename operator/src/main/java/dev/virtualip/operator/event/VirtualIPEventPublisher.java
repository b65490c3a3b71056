package dev.virtualip.operator.event;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.operator.snapshot.NodeObject;
import dev.virtualip.operator.snapshot.TrimmedStore;
import dev.virtualip.operator.status.VirtualIPEvent;
import java.util.List;

/**
 * Publishes each event of a VirtualIP on the VirtualIP and, if it concerns a Node, on the Node too: {@code kubectl
 * describe} of either one shows it.
 */
public final class VirtualIPEventPublisher {
    private final EventSender sender;
    private final TrimmedStore<NodeObject> nodes;

    /** Publishes through this sender. */
    public VirtualIPEventPublisher(EventSender sender, TrimmedStore<NodeObject> nodes) {
        this.sender = sender;
        this.nodes = nodes;
    }

    /** Queues the events of a VirtualIP; neither blocks nor throws. */
    public void publish(VirtualIP virtualIP, List<VirtualIPEvent> events) {
        EventSubject subject = EventSubject.of(virtualIP);
        for (VirtualIPEvent event : events) {
            NodeObject node = event.node() == null ? null : nodes.get(event.node());
            if (node == null) {
                sender.queue(subject, null, event);
            } else {
                EventSubject nodeSubject = EventSubject.of(node);
                sender.queue(subject, nodeSubject, event);
                sender.queue(nodeSubject, subject, onNode(virtualIP, event));
            }
        }
    }

    /** The event as it reads on the Node: the message names the VirtualIP. */
    private static VirtualIPEvent onNode(VirtualIP virtualIP, VirtualIPEvent event) {
        String name = virtualIP.getMetadata().getName();
        return new VirtualIPEvent(
                name + "/" + event.key(),
                event.type(),
                event.reason(),
                event.action(),
                "VirtualIP " + name + ": " + event.message(),
                event.node());
    }
}
