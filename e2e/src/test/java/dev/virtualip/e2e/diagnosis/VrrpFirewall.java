package dev.virtualip.e2e.diagnosis;

import dev.virtualip.testkit.lab.LabHost;

/** A firewall on a host that lets no VRRP through. */
final class VrrpFirewall {
    private VrrpFirewall() {}

    /** Replaces the rules of a host by one that drops VRRP at this hook, input or output. */
    static void drop(LabHost host, String hook) {
        host.exec(
                "nft",
                "flush ruleset; add table inet fault;"
                        + " add chain inet fault c { type filter hook %s priority 0; };".formatted(hook)
                        + " add rule inet fault c meta l4proto 112 drop");
    }
}
