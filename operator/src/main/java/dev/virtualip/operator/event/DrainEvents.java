package dev.virtualip.operator.event;

import dev.virtualip.crds.condition.EventReason;
import dev.virtualip.operator.plan.model.NodeDrain;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.snapshot.NodeObject;
import dev.virtualip.operator.snapshot.TrimmedStore;
import dev.virtualip.operator.status.VirtualIPEvent;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the drain of a node, in maintenance or cordoned, in the log and as Events about the Node: that no address is
 * left on it, or which VirtualIPs no other node can take. Each is reported once: the VRRPRouter records the progress.
 */
public final class DrainEvents {
    private static final Logger LOG = LoggerFactory.getLogger(DrainEvents.class);

    private final EventSender sender;
    private final TrimmedStore<NodeObject> nodes;
    private final Map<String, String> reported = new HashMap<>();

    /** Reports through this sender. */
    public DrainEvents(EventSender sender, TrimmedStore<NodeObject> nodes) {
        this.sender = sender;
        this.nodes = nodes;
    }

    /** Reports what a new plan found. */
    public void planned(PlanResult result) {
        Map<String, NodeDrain> drains = result.plan().drains();
        reported.keySet().retainAll(drains.keySet());
        drains.forEach((node, drain) -> {
            ObservedRouter router = result.seenRouter(node);
            String recorded = router == null ? "" : router.annotations().getOrDefault(NodeDrain.ANNOTATION, "");
            boolean worthIt = drain.left() == 0 || !drain.blocked().isEmpty();
            String message = worthIt ? message(node, drain) : "";
            String before = reported.put(node, message);
            boolean known = before == null ? recorded.equals(drain.text()) : before.equals(message);
            if (worthIt && !known) {
                report(node, drain, message);
            }
        });
    }

    private static String message(String node, NodeDrain drain) {
        if (drain.left() == 0) {
            return "%s holds no virtual address and can be rebooted".formatted(node);
        }
        return "%s keeps addresses that no other node can take; status.move of each VirtualIP gives the reason: %s"
                .formatted(node, NameList.text(drain.blocked()));
    }

    private void report(String name, NodeDrain drain, String message) {
        boolean complete = drain.left() == 0;
        String reason = (complete ? EventReason.DRAINED : EventReason.DRAIN_BLOCKED).text();
        LOG.info("Drain of node {}: {}", name, message);
        NodeObject node = nodes.get(name);
        if (node != null) {
            VirtualIPEvent.Type type = complete ? VirtualIPEvent.Type.NORMAL : VirtualIPEvent.Type.WARNING;
            sender.queue(EventSubject.of(node), null, new VirtualIPEvent(reason, type, reason, "Drain", message, name));
        }
    }
}
