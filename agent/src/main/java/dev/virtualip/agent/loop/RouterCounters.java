package dev.virtualip.agent.loop;

import dev.virtualip.agent.node.VirtualRouterCounters;
import dev.virtualip.agent.wire.Refusal;
import java.util.Map;
import java.util.TreeMap;

/** The counters of one virtual router. Plain fields: one thread writes and reads them. */
public final class RouterCounters {
    public long advertisementsSent;
    long sendErrors;
    public long advertisementsReceived;
    public long arpSent;
    public long neighborAdvertisementsSent;
    public long addressesExpired;
    public final RefusalCounters refusals = new RefusalCounters();
    private final Map<String, Long> conflicts = new TreeMap<>();

    /** Counts a rare conflict: a foreign router on this Virtual Router ID, another host or program with an address. */
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
