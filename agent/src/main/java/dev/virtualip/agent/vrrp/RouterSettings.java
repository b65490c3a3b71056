package dev.virtualip.agent.vrrp;

import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The parameters of the state machine of one virtual router (RFC 9568 section 6.1).
 *
 * @param version 2 or 3
 * @param family the family of all addresses
 * @param virtualRouterId 1..255
 * @param priority 1..255; 255: the owner of the addresses
 * @param advertisementIntervalNanos Advertisement_Interval, above 0
 * @param preemption Preempt_Mode, with a delay
 * @param addresses the addresses it advertises, in order
 * @param extraAddresses addresses it holds as well but does not advertise
 * @param allowedSources the addresses that may send; empty: every address on the link
 * @param sourceAddress the address it sends from: the tie-break of equal priorities
 * @param grouped whether it belongs to a move group: then it takes over only when the whole group is ready
 * @param stopGraceNanos the time for which it keeps answering without a successor, at least 0
 * @param awaitingVerdict whether its health is not known yet: it follows any Active and does not take over
 */
public record RouterSettings(
        int version,
        Family family,
        int virtualRouterId,
        int priority,
        long advertisementIntervalNanos,
        Preemption preemption,
        List<InetAddress> addresses,
        List<InetAddress> extraAddresses,
        Set<InetAddress> allowedSources,
        InetAddress sourceAddress,
        boolean grouped,
        long stopGraceNanos,
        boolean awaitingVerdict) {

    /** Keeps copies of the collections. */
    public RouterSettings {
        addresses = List.copyOf(addresses);
        extraAddresses = List.copyOf(extraAddresses);
        allowedSources = Collections.unmodifiableSet(new LinkedHashSet<>(allowedSources));
    }

    /** Whether it owns its addresses (RFC 9568 section 6.1: Priority 255). */
    public boolean owner() {
        return priority == Advertisement.PRIORITY_OWNER;
    }

    /** Whether an advertisement from this source is one to listen to. */
    public boolean admits(InetAddress source) {
        return allowedSources.isEmpty() || allowedSources.contains(source);
    }

    /** All addresses that it holds while Active: the advertised ones first. */
    public List<InetAddress> heldAddresses() {
        return extraAddresses.isEmpty()
                ? addresses
                : Stream.concat(addresses.stream(), extraAddresses.stream()).toList();
    }

    /** The advertisement that it sends, with this priority. */
    public Advertisement advertisement(int advertisedPriority) {
        return new Advertisement(version, virtualRouterId, advertisedPriority, advertisementIntervalNanos, addresses);
    }
}
