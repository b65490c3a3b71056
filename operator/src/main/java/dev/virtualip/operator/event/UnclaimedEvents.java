package dev.virtualip.operator.event;

import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.EventReason;
import dev.virtualip.operator.plan.UnclaimedVirtualIPs;
import dev.virtualip.operator.plan.model.Observed.Definition;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.snapshot.DefinitionObject;
import dev.virtualip.operator.status.VirtualIPEvent;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports unclaimed VirtualIPs, those that disappeared with their definition, in the log and as an Event about the
 * definition. Each is reported once: the VRRPRouters list those that were.
 */
public final class UnclaimedEvents {
    private static final Logger LOG = LoggerFactory.getLogger(UnclaimedEvents.class);
    private static final String REASON = ConditionReason.UNCLAIMED.text();

    /** The most names in a message; the VRRPRouters list all. */
    private static final int MAX_NAMED = 20;

    private final EventSender sender;
    private final Set<String> reported = new HashSet<>();

    /** Reports through this sender. */
    public UnclaimedEvents(EventSender sender) {
        this.sender = sender;
    }

    /** Reports what a new plan found. */
    public void planned(PlanResult result) {
        NavigableSet<String> unclaimed = result.plan().unclaimed();
        reported.retainAll(unclaimed);
        NavigableSet<String> fresh = new TreeSet<>(unclaimed);
        fresh.removeAll(reported);
        if (fresh.isEmpty()) {
            return;
        }
        reported.addAll(fresh);
        result.snapshot()
                .observed()
                .routers()
                .values()
                .forEach(router -> fresh.removeAll(UnclaimedVirtualIPs.listed(router)));
        if (!fresh.isEmpty()) {
            report(fresh, result.snapshot().observed().definition());
        }
    }

    private void report(NavigableSet<String> names, @Nullable Definition definition) {
        String message = message(names);
        LOG.warn("Definition {} was deleted: {}", DefinitionObject.VIRTUAL_IPS, message);
        sender.queue(
                EventSubject.ofDefinition(DefinitionObject.VIRTUAL_IPS, definition == null ? "" : definition.uid()),
                null,
                new VirtualIPEvent(REASON, VirtualIPEvent.Type.WARNING, REASON, "Retain", message, null));
    }

    private static String message(NavigableSet<String> names) {
        String named = String.join(", ", names.stream().limit(MAX_NAMED).toList());
        String more = names.size() > MAX_NAMED ? " and %d more".formatted(names.size() - MAX_NAMED) : "";
        return ("%d VirtualIPs disappeared with their definition (%s%s); the nodes keep their addresses. Apply them"
                        + " again, or release them: kubectl annotate vrrprouters --all virtualip.dev/unclaimed-")
                .formatted(names.size(), named, more);
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
