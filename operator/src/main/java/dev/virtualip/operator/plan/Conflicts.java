package dev.virtualip.operator.plan;

import dev.virtualip.crds.AddressText;
import dev.virtualip.operator.plan.Foreigners.Heard;
import dev.virtualip.operator.plan.Verdict.Finding;

/** What is said of a Virtual Router ID that somebody else uses. */
final class Conflicts {
    private Conflicts() {}

    /** It was given for something new, which therefore does not begin. */
    static Finding ofGiven(int id, Heard heard) {
        return new Finding(
                Verdict.ROUTER_ID_CONFLICT,
                used(id, "", heard)
                        + "; give another, or none, or if that is a router to be replaced, list its address in"
                        + " vrrp.allowedSources");
    }

    /** It runs, and somebody else came. */
    static Finding ofRunning(int id, Heard heard) {
        return new Finding(
                Verdict.ROUTER_ID_CONFLICT,
                used(id, "also ", heard)
                        + "; give that one another ID, or give this one another by vrrp.virtualRouterID");
    }

    private static String used(int id, String also, Heard heard) {
        return "Virtual Router ID %d is %sused by %s, heard by node %s on %s"
                .formatted(id, also, AddressText.format(heard.source()), heard.node(), heard.interfaceName());
    }
}
