package dev.virtualip.operator.plan;

import dev.virtualip.crds.AddressText;
import dev.virtualip.operator.plan.Foreigners.Heard;
import dev.virtualip.operator.plan.Verdict.Finding;

/** What is said of a Virtual Router ID that somebody else uses. */
final class Conflicts {
    private static final String REASON = "VirtualRouterIDConflict";

    private Conflicts() {}

    /** It was given for something new, which therefore does not begin. */
    static Finding ofGiven(int id, Heard heard) {
        return new Finding(
                REASON,
                "Virtual Router ID %d is used by %s, heard by node %s on %s; give another, or none, or if that is a router"
                                .formatted(id, AddressText.format(heard.source()), heard.node(), heard.interfaceName())
                        + " to be replaced, list its address in vrrp.allowedSources");
    }

    /** It runs, and somebody else came. */
    static Finding ofRunning(int id, Heard heard) {
        return new Finding(
                REASON,
                "Virtual Router ID %d is also used by %s, heard by node %s on %s; give that one another ID, or give this"
                                .formatted(id, AddressText.format(heard.source()), heard.node(), heard.interfaceName())
                        + " one another by vrrp.virtualRouterID");
    }
}
