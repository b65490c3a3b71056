package dev.virtualip.crds.doctor;

import java.util.List;

/**
 * A VRRP router whose advertisements arrived.
 *
 * @param virtualRouterID 1..255
 * @param version 2 or 3
 * @param priority 0..255
 * @param source the address that it sends from
 * @param mac the Ethernet address that it sends from; empty: unknown
 * @param addresses the addresses that it advertises
 */
public record AdvertisingRouter(
        int virtualRouterID, int version, int priority, String source, String mac, List<String> addresses) {

    /** Keeps a copy of the list. */
    public AdvertisingRouter {
        addresses = List.copyOf(addresses);
    }
}
