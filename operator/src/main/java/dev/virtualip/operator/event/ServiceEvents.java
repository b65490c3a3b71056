package dev.virtualip.operator.event;

import dev.virtualip.crds.condition.EventReason;
import dev.virtualip.operator.plan.model.ServicePlan.ServiceVerdict;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.planloop.ServiceUpdates;
import dev.virtualip.operator.status.VirtualIPEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes Events about Services: those of a status that was written, the moves of the VirtualIP that carries the
 * address, and why a Service is left alone. The last is no condition, because nothing is written into such a Service.
 */
public final class ServiceEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceEvents.class);

    private final EventSender sender;

    /** Why each Service is left alone, as reported; used by the planner thread only. */
    private final Map<String, String> leftAlone = new HashMap<>();

    /** Publishes through this sender. */
    public ServiceEvents(EventSender sender) {
        this.sender = sender;
    }

    /** Queues the events of a Service; neither blocks nor throws. */
    public void publish(WantedService service, List<VirtualIPEvent> events) {
        EventSubject subject = EventSubject.of(service);
        for (VirtualIPEvent event : events) {
            if (EventReason.WITHDRAWAL_INCOMPLETE.is(event.reason())) {
                // A namespace that is being deleted takes no Event.
                LOG.warn("Service {}: {}", service.key(), event.message());
            }
            sender.queue(subject, null, event);
        }
    }

    /** Reports the moves of a VirtualIP on the Services whose address it carries. */
    public void moved(PlanResult result, String virtualIP, List<VirtualIPEvent> events) {
        List<VirtualIPEvent> moves = events.stream()
                .filter(event -> EventReason.MOVED.is(event.reason()))
                .toList();
        if (moves.isEmpty()) {
            return;
        }
        ServiceUpdates services = result.serviceUpdates();
        result.plan().services().verdicts().forEach((key, verdict) -> {
            WantedService service = services.seen().get(key);
            if (service != null && verdict.served() && virtualIP.equals(verdict.virtualIP())) {
                publish(service, moves);
            }
        });
    }

    /** Reports each Service that a new plan leaves alone for a reason, once. */
    public void planned(PlanResult result) {
        Map<String, ServiceVerdict> verdicts = result.plan().services().verdicts();
        leftAlone.keySet().retainAll(verdicts.keySet());
        verdicts.forEach((key, verdict) -> {
            WantedService service = result.serviceUpdates().seen().get(key);
            if (verdict.served() || verdict.refusal() == null || service == null) {
                leftAlone.remove(key);
                return;
            }
            String message = verdict.refusal().message();
            if (!message.equals(leftAlone.put(key, message))) {
                VirtualIPEvent event = new VirtualIPEvent(
                        "left-alone",
                        VirtualIPEvent.Type.NORMAL,
                        verdict.refusal().reason(),
                        "LeaveAlone",
                        message,
                        null);
                publish(service, List.of(event));
            }
        });
    }
}
