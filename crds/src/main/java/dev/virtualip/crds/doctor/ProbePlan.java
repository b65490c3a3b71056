package dev.virtualip.crds.doctor;

import java.util.List;

/**
 * Request to {@code virtualip-agent probe}.
 *
 * @param node the name of the host in the report
 * @param routers the virtual routers that the host runs or may run; none: interfaces with addresses are tested
 * @param interfaces more interfaces to test
 * @param peers addresses of the other hosts that probe at the same time, for unicast
 * @param knownMacs Ethernet addresses of hosts that may hold the addresses: the other nodes
 * @param expected how many other hosts probe at the same time; the probe ends early when it received from all
 * @param virtualRouterID the ID of the test advertisements, which no virtual router has; 0: the highest that is free
 * @param durationMillis the longest time that packets are sent and received
 */
public record ProbePlan(
        String node,
        List<ProbedRouter> routers,
        List<String> interfaces,
        List<String> peers,
        List<String> knownMacs,
        int expected,
        int virtualRouterID,
        long durationMillis) {

    /** Keeps copies of the lists. */
    public ProbePlan {
        routers = List.copyOf(routers);
        interfaces = List.copyOf(interfaces);
        peers = List.copyOf(peers);
        knownMacs = List.copyOf(knownMacs);
    }
}
