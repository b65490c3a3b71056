package dev.virtualip.operator.plan.vrid;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.topology.ForeignRouters.ForeignRouter;

/** Findings about a Virtual Router ID that a foreign router uses. */
public final class RouterIDConflicts {
    private RouterIDConflicts() {}

    /** Returns the finding for a new virtual router with an ID that a user set. It does not start. */
    public static Finding ofGiven(int id, ForeignRouter foreign) {
        return new Finding(
                Verdict.ROUTER_ID_CONFLICT,
                used(id, "", foreign)
                        + "; set another one, or remove vrrp.virtualRouterID; to migrate from that router, list its"
                        + " address in vrrp.allowedSources");
    }

    /** Returns the finding for a running virtual router. */
    public static Finding ofRunning(int id, ForeignRouter foreign) {
        return new Finding(
                Verdict.ROUTER_ID_CONFLICT,
                used(id, "also ", foreign) + "; change the ID of that router, or set another vrrp.virtualRouterID");
    }

    private static String used(int id, String also, ForeignRouter foreign) {
        return "Virtual Router ID %d is %sin use by %s, seen by node %s on %s"
                .formatted(id, also, AddressText.format(foreign.source()), foreign.node(), foreign.interfaceName());
    }
}
