package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.NodeSummary;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said last of a VirtualIP, before an uninstall: nobody will be left to take back that a node answers. Its ID,
 * its nodes and its moves stay, so that it comes back to the same places when all is installed again.
 */
public final class Withdrawn {
    private static final String REMEDY =
            "virtualip-operator was uninstalled; install it again, or delete this VirtualIP";

    private Withdrawn() {}

    /**
     * The status of one that was withdrawn from all nodes.
     *
     * @param last what was said before
     * @param silent nodes that have not confirmed that they let go
     * @param now the time, for when conditions changed
     */
    public static VirtualIPStatus of(VirtualIPStatus last, List<String> silent, Instant now) {
        return new VirtualIPStatus(
                last.observedGeneration(),
                conditions(last, silent, now),
                last.effective(),
                null,
                null,
                last.virtualRouterID(),
                last.addresses(),
                last.addressSummary(),
                null,
                last.virtualRouters().stream().map(Withdrawn::router).toList(),
                last.lastMove(),
                last.moves());
    }

    private static List<Condition> conditions(VirtualIPStatus last, List<String> silent, Instant now) {
        String unconfirmed = silent.isEmpty() ? "" : ", though not confirmed by " + String.join(", ", silent);
        List<Condition> conditions = new ArrayList<>();
        Condition accepted = Sound.condition(last, Words.ACCEPTED);
        if (accepted != null) {
            conditions.add(accepted);
        }
        Instant moment = now.truncatedTo(ChronoUnit.MILLIS);
        conditions.add(no(last, Words.PROGRAMMED, "withdrawn from all nodes" + unconfirmed, moment));
        conditions.add(no(last, Words.READY, "no node answers: " + REMEDY, moment));
        conditions.add(no(last, Words.DEGRADED, "nothing of it runs", moment));
        return conditions;
    }

    private static Condition no(VirtualIPStatus last, String type, String message, Instant moment) {
        Judgement judgement = Judgement.no(Words.WITHDRAWN, message);
        return ConditionList.next(Sound.condition(last, type), type, judgement, moment, last.observedGeneration());
    }

    private static RouterSummary router(RouterSummary last) {
        return new RouterSummary(
                last.name(),
                last.family(),
                last.virtualRouterID(),
                null,
                last.sharedWith(),
                last.nodes().stream().map(Withdrawn::node).toList());
    }

    private static NodeSummary node(NodeSummary last) {
        return new NodeSummary(last.name(), last.interfaceName(), null, last.priority(), null, false);
    }
}
