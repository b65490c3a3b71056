package dev.virtualip.operator.planning;

import dev.virtualip.crds.VRRPRouterSpec;

/**
 * What a VRRPRouter shall be.
 *
 * @param spec what the node shall run
 * @param unconfirmed the value of the annotation {@link dev.virtualip.operator.plan.Plan#UNCONFIRMED}; empty: none
 */
public record WantedRouter(VRRPRouterSpec spec, String unconfirmed) {}
