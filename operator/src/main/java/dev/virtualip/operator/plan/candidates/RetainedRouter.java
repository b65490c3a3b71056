package dev.virtualip.operator.plan.candidates;

import dev.virtualip.operator.plan.request.VirtualIPRequest;
import dev.virtualip.operator.plan.topology.RunningRouter;
import java.util.List;

/**
 * A virtual router whose VirtualIPs are all refused. Its spec is written unchanged.
 *
 * @param router the virtual router
 * @param requests the VirtualIPs that it serves
 */
public record RetainedRouter(RunningRouter router, List<VirtualIPRequest> requests) {}
