package dev.virtualip.agent.probe;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Facts of the host that do not belong to an interface.
 *
 * @param missingCapabilities the capabilities that VRRP needs and this process lacks
 * @param realtime whether real-time scheduling is allowed
 * @param clockSynchronized whether the wall clock is synchronized; empty: unknown
 * @param wallJumpMillis by how much the wall clock was set during the test
 * @param stallMillis the longest time for which the probe did not run
 * @param reversePathDrops how many packets the reverse path filter dropped during the test
 * @param nonlocalBind whether a server may bind an IPv4 address that the host has not
 * @param kubeProxyMode the mode of kube-proxy; empty: unknown
 * @param ipvsAddresses whether the interface kube-ipvs0 is there, which holds the address of each Service
 * @param strictArp whether arp_ignore and arp_announce are set for all interfaces as strictARP sets them
 * @param programs the programs of interest that run, by the name in {@code /proc/PID/comm}
 * @param hostFiles whether the files of the host's network configuration are visible
 */
record HostFacts(
        List<String> missingCapabilities,
        boolean realtime,
        Optional<Boolean> clockSynchronized,
        long wallJumpMillis,
        long stallMillis,
        long reversePathDrops,
        boolean nonlocalBind,
        String kubeProxyMode,
        boolean ipvsAddresses,
        boolean strictArp,
        Set<String> programs,
        boolean hostFiles) {

    /** As the kernel cuts it. */
    static final String NETWORKD = "systemd-network";

    static final String NETWORK_MANAGER = "NetworkManager";
    static final String KEEPALIVED = "keepalived";

    /** The programs of interest. */
    static final Set<String> OF_INTEREST = Set.of(NETWORKD, NETWORK_MANAGER, KEEPALIVED, "kube-proxy");

    HostFacts {
        missingCapabilities = List.copyOf(missingCapabilities);
        programs = Set.copyOf(programs);
    }
}
