/**
 * The reconcilers of VirtualIPs, VirtualIPPools, VRRPRouters and Nodes. They compare each object with the newest plan
 * and write the difference: the status of VirtualIPs and pools, and one VRRPRouter for each Node, which is created when
 * it is missing, repaired after an edit, and deleted when its Node is gone and nothing is left on it.
 */
@NullMarked
package dev.virtualip.operator.reconciler;

import org.jspecify.annotations.NullMarked;
