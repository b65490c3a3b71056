package dev.virtualip.agent.node;

import java.util.List;

/**
 * Network interface as the kernel reports it.
 *
 * @param name its name
 * @param up whether it is up and has a carrier
 * @param mac its link-layer address in colon form; empty if it has none
 * @param addresses the host's own addresses on it, without ours
 */
public record InterfaceSnapshot(String name, boolean up, String mac, List<VirtualAddress> addresses) {
    /** The interface on which kube-proxy in IPVS mode has an address of each Service. It leads nowhere. */
    public static final String KUBE_IPVS = "kube-ipvs0";

    /** Keeps a copy of the addresses. */
    public InterfaceSnapshot {
        addresses = List.copyOf(addresses);
    }
}
