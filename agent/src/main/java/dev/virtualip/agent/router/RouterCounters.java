package dev.virtualip.agent.router;

import dev.virtualip.agent.node.VirtualRouterCounters;
import dev.virtualip.agent.wire.Refusal;
import java.util.Map;
import java.util.TreeMap;

/** What one virtual router counts. Plain fields: one thread writes and reads them. */
final class RouterCounters {
    long advertisementsSent;
    long sendErrors;
    long advertisementsReceived;
    long arpSent;
    long neighborAdvertisementsSent;
    long addressesExpired;
    final RefusalCounters refusals = new RefusalCounters();
    private final Map<String, Long> conflicts = new TreeMap<>();

    /** Conflicts are rare: a stranger uses our Virtual Router ID, a host claims our address, or takes it away. */
    void conflict(String kind) {
        conflicts.merge(kind, 1L, Long::sum);
    }

    void refused(Refusal refusal) {
        refusals.count(refusal);
    }

    VirtualRouterCounters snapshot() {
        Map<String, Long> announcements = new TreeMap<>();
        if (arpSent > 0) {
            announcements.put("arp", arpSent);
        }
        if (neighborAdvertisementsSent > 0) {
            announcements.put("na", neighborAdvertisementsSent);
        }
        return new VirtualRouterCounters(
                advertisementsSent,
                sendErrors,
                advertisementsReceived,
                refusals.snapshot(),
                announcements,
                conflicts,
                addressesExpired);
    }
}
