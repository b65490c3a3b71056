package dev.virtualip.operator.virtualip;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.operator.event.EventSender;
import dev.virtualip.operator.event.Subject;
import dev.virtualip.operator.snapshot.NodeObject;
import dev.virtualip.operator.snapshot.TrimmedStore;
import dev.virtualip.operator.status.Happening;
import java.util.List;

/**
 * Tells what happened on the VirtualIP, and on the Node that it concerns, so that either one's description shows it.
 */
final class HappeningTeller implements StatusWriter.Teller {
    private final EventSender events;
    private final TrimmedStore<NodeObject> nodes;

    HappeningTeller(EventSender events, TrimmedStore<NodeObject> nodes) {
        this.events = events;
        this.nodes = nodes;
    }

    @Override
    public void tell(VirtualIP virtualIP, List<Happening> happenings) {
        Subject subject = Subject.of(virtualIP);
        for (Happening happening : happenings) {
            NodeObject node = happening.node() == null ? null : nodes.get(happening.node());
            if (node == null) {
                events.tell(subject, null, happening);
            } else {
                Subject place = Subject.of(node);
                events.tell(subject, place, happening);
                events.tell(place, subject, about(virtualIP, happening));
            }
        }
    }

    /** On the Node it has to say of which VirtualIP it speaks. */
    private static Happening about(VirtualIP virtualIP, Happening happening) {
        String name = virtualIP.getMetadata().getName();
        return new Happening(
                name + "/" + happening.key(),
                happening.type(),
                happening.reason(),
                happening.action(),
                "VirtualIP " + name + ": " + happening.message(),
                happening.node());
    }
}
