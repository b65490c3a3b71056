package dev.virtualip.operator.event;

import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.EventReason;
import dev.virtualip.operator.plan.UnclaimedVirtualIPs;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Observed.Definition;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.snapshot.DefinitionObject;
import dev.virtualip.operator.status.VirtualIPEvent;
import java.util.Collection;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports unclaimed VirtualIPs, those that disappeared with their definition, in the log and as an Event about the
 * definition. Each is reported once: the VRRPRouters list those that were. They may disappear one after the other, so
 * each report is about all, and the newest is complete.
 */
public final class UnclaimedEvents {
    private static final Logger LOG = LoggerFactory.getLogger(UnclaimedEvents.class);
    private static final String REASON = ConditionReason.UNCLAIMED.text();

    private final EventSender sender;
    private final Set<String> reported = new HashSet<>();

    /** Reports through this sender. */
    public UnclaimedEvents(EventSender sender) {
        this.sender = sender;
    }

    /** Reports what a new plan found. */
    public void planned(PlanResult result) {
        Observed observed = result.snapshot().observed();
        String message = news(result.plan().unclaimed(), observed.routers().values());
        if (message == null) {
            return;
        }
        Definition definition = observed.definition();
        LOG.warn("Definition {} was deleted: {}", DefinitionObject.VIRTUAL_IPS, message);
        sender.queue(
                EventSubject.ofDefinition(DefinitionObject.VIRTUAL_IPS, definition == null ? "" : definition.uid()),
                null,
                new VirtualIPEvent(REASON, VirtualIPEvent.Type.WARNING, REASON, "Retain", message, null));
    }

    /** Returns the report on unclaimed VirtualIPs; null: all were reported, by this operator or one before it. */
    @Nullable
    String news(NavigableSet<String> unclaimed, Collection<ObservedRouter> routers) {
        reported.retainAll(unclaimed);
        Set<String> fresh = new HashSet<>(unclaimed);
        fresh.removeAll(reported);
        reported.addAll(fresh);
        routers.forEach(router -> fresh.removeAll(UnclaimedVirtualIPs.listed(router)));
        return fresh.isEmpty() ? null : message(unclaimed);
    }

    private static String message(NavigableSet<String> names) {
        return ("VirtualIPs disappeared with their definition; the nodes keep their addresses. Apply them again, or"
                        + " release them with 'kubectl annotate vrrprouters --all virtualip.dev/unclaimed-': %s")
                .formatted(NameList.text(names));
    }

    /** Reports a deleted definition that the operator created again. */
    public void restored(String name) {
        sender.queue(
                EventSubject.ofDefinition(name, ""),
                null,
                new VirtualIPEvent(
                        name,
                        VirtualIPEvent.Type.WARNING,
                        EventReason.DEFINITION_RESTORED.text(),
                        "Create",
                        "Definition %s was deleted; the operator created it again".formatted(name),
                        null));
    }
}
