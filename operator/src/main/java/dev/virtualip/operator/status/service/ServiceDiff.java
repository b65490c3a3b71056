package dev.virtualip.operator.status.service;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.EventReason;
import dev.virtualip.operator.plan.model.ServiceState;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.status.VirtualIPEvent;
import dev.virtualip.operator.status.service.ServiceChange.Phase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of a served Service: the difference between its present and its next status. */
final class ServiceDiff {
    private final ServiceState before;
    private final @Nullable Condition next;
    private final ServiceView view;
    private final List<VirtualIPEvent> events = new ArrayList<>();

    ServiceDiff(ServiceState before, @Nullable Condition next, ServiceView view) {
        this.before = before;
        this.next = next;
        this.view = view;
    }

    List<VirtualIPEvent> events() {
        boolean assigned = !view.ingress().isEmpty() && !before.ingress().containsAll(view.ingress());
        if (assigned) {
            String node = view.nodes().isEmpty() ? "" : "; answered by " + view.nodes();
            add(
                    "address",
                    VirtualIPEvent.Type.NORMAL,
                    EventReason.ASSIGNED.text(),
                    "Assign",
                    "%s assigned%s".formatted(String.join(", ", view.ingress()), node));
        }
        Condition was = before.condition();
        if (next != null && !next.equals(was)) {
            condition(next, was, assigned);
        }
        return events;
    }

    private void condition(Condition now, @Nullable Condition was, boolean assigned) {
        boolean changed = was == null
                || !now.reason().equals(was.reason())
                || !now.message().equals(was.message());
        if (changed && ConditionStatus.FALSE.is(now.status())) {
            if (view.phase() == Phase.REFUSED && view.ingress().isEmpty()) {
                add(
                        "allocation",
                        VirtualIPEvent.Type.WARNING,
                        EventReason.ALLOCATION_FAILED.text(),
                        "Allocate",
                        "%s: %s".formatted(now.reason(), now.message()));
            } else if (!ConditionReason.WAITING_FOR_NODES.is(now.reason())) {
                add("ready", VirtualIPEvent.Type.WARNING, now.reason(), "Observe", now.message());
            }
        } else if (changed && was != null && ConditionStatus.FALSE.is(was.status()) && !assigned) {
            add("ready", VirtualIPEvent.Type.NORMAL, EventReason.RECOVERED.text(), "Observe", now.message());
        }
        if (changed && ConditionStatus.TRUE.is(now.status())) {
            for (Finding remark : view.remarks()) {
                if (was == null || !was.message().contains(remark.message())) {
                    add("remark", VirtualIPEvent.Type.WARNING, remark.reason(), "Observe", remark.message());
                }
            }
        }
    }

    private void add(String key, VirtualIPEvent.Type type, String reason, String action, String message) {
        events.add(new VirtualIPEvent(key, type, reason, action, message, null));
    }
}
