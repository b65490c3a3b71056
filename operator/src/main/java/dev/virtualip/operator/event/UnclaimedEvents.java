package dev.virtualip.operator.event;

import dev.virtualip.operator.plan.UnclaimedVirtualIPs;
import dev.virtualip.operator.plan.model.Observed.Definition;
import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.snapshot.DefinitionObject;
import dev.virtualip.operator.status.Happening;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports VirtualIPs that disappeared with their definition, in the log and as an Event about the definition: once,
 * since the VRRPRouters then list them.
 */
public final class UnclaimedEvents {
    private static final Logger LOG = LoggerFactory.getLogger(UnclaimedEvents.class);
    private static final String REASON = "Unclaimed";

    /** A message names so many at most; the VRRPRouters list all. */
    private static final int NAMED = 20;

    private final EventSender events;
    private final Set<String> told = new HashSet<>();

    /** Reports by this sender. */
    public UnclaimedEvents(EventSender events) {
        this.events = events;
    }

    /** There is a new plan. */
    public void planned(PlanResult result) {
        NavigableSet<String> unclaimed = result.plan().unclaimed();
        told.retainAll(unclaimed);
        NavigableSet<String> fresh = new TreeSet<>(unclaimed);
        fresh.removeAll(told);
        if (fresh.isEmpty()) {
            return;
        }
        told.addAll(fresh);
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
        events.tell(
                Subject.ofDefinition(DefinitionObject.VIRTUAL_IPS, definition == null ? "" : definition.uid()),
                null,
                new Happening(REASON, Happening.Type.WARNING, REASON, "Retain", message, null));
    }

    private static String message(NavigableSet<String> names) {
        String named = String.join(", ", names.stream().limit(NAMED).toList());
        String more = names.size() > NAMED ? " and %d more".formatted(names.size() - NAMED) : "";
        return ("%d VirtualIPs disappeared with their definition (%s%s); the nodes keep their addresses. Apply them"
            + " again; those that you do not want: kubectl annotate vrrprouters --all virtualip.dev/unclaimed-")
                .formatted(names.size(), named, more);
    }

    /** A definition that was gone is there again. */
    public void restored(String name) {
        events.tell(
                Subject.ofDefinition(name, ""),
                null,
                new Happening(
                        name,
                        Happening.Type.WARNING,
                        "DefinitionRestored",
                        "Create",
                        "definition %s was deleted; the operator has created it again".formatted(name),
                        null));
    }
}
