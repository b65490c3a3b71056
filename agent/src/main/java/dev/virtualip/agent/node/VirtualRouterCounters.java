package dev.virtualip.agent.node;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counters of a virtual router since it was configured.
 *
 * @param advertisementsSent advertisements sent
 * @param sendErrors advertisements that the kernel refused
 * @param advertisementsReceived advertisements accepted
 * @param rejected advertisements refused, by reason
 * @param announcements announcements sent, by kind (arp, na)
 * @param conflicts conflicts seen, by kind
 * @param addressesExpired addresses that the kernel took away since they were not renewed in time
 */
public record VirtualRouterCounters(
        long advertisementsSent,
        long sendErrors,
        long advertisementsReceived,
        Map<String, Long> rejected,
        Map<String, Long> announcements,
        Map<String, Long> conflicts,
        long addressesExpired) {

    /** Keeps copies of the maps. */
    public VirtualRouterCounters {
        rejected = Collections.unmodifiableMap(new LinkedHashMap<>(rejected));
        announcements = Collections.unmodifiableMap(new LinkedHashMap<>(announcements));
        conflicts = Collections.unmodifiableMap(new LinkedHashMap<>(conflicts));
    }
}
