package dev.virtualip.operator.plan.candidates;

import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.topology.RunningRouter;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * A virtual router whose VirtualIPs are all refused. Its spec is written unchanged, but for addresses that belong to
 * another VirtualIP by now: a half-written change may have left them on some nodes.
 *
 * @param router the virtual router
 * @param requests the VirtualIPs that it serves
 * @param givenAway the addresses that other, accepted VirtualIPs own
 */
public record RetainedRouter(RunningRouter router, List<VirtualIPRequest> requests, Set<InetAddress> givenAway) {}
