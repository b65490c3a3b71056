package dev.virtualip.agent.loop;

import dev.virtualip.agent.node.VirtualRouterCounters;
import dev.virtualip.agent.wire.Refusal;
import java.util.Map;
import java.util.TreeMap;

/** What one virtual router counts. Plain fields: one thread writes and reads them. */
public final class RouterCounters {
    public long advertisementsSent;
    long sendErrors;
    public long advertisementsReceived;
    public long arpSent;
    public long neighborAdvertisementsSent;
    public long addressesExpired;
    public final RefusalCounters refusals = new RefusalCounters();
    private final Map<String, Long> conflicts = new TreeMap<>();

    /** Conflicts are rare: a stranger uses our Virtual Router ID, a host claims our address, or takes it away. */
    public void conflict(String kind) {
        conflicts.merge(kind, 1L, Long::sum);
    }

    public void refused(Refusal refusal) {
        refusals.count(refusal);
    }

    public VirtualRouterCounters snapshot() {
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
