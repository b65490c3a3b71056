/**
 * Plans which node may hold which address: {@link dev.virtualip.operator.plan.Planner#plan}, a pure function from the
 * VirtualIPs and the observed cluster to the spec of every VRRPRouter. It uses no clock, I/O, randomness or log, and
 * has no memory from plan to plan: the same input gives the same plan, byte for byte.
 *
 * <p>Steps of a plan:
 *
 * <ol>
 *   <li>Nodes and VirtualIPs are read ({@code topology}, {@code request}).
 *   <li>VirtualIPs that are connected by an address, a virtual router or a move group form a component. Each component
 *       is planned as far as it follows from itself alone ({@code ComponentPlanner}): which VirtualIP is in which
 *       virtual router, which nodes stay candidates, with which priorities.
 *   <li>Groups are chosen that move to other nodes to even out the load ({@code Rebalancer}).
 *   <li>What has no nodes or no Virtual Router ID yet gets them ({@code NewRouterPlacement}).
 *   <li>The specs of the VRRPRouters and the verdict on each VirtualIP are written ({@code PlanWriter}).
 * </ol>
 *
 * <p>Rules of movement: a running virtual router stays where it is. A node that has to leave (not selected, excluded,
 * being deleted) leaves when another candidate runs. A node that is absent for five minutes keeps its place, and
 * another candidate is added. A node that joins gets new virtual routers first, and takes over as many running ones
 * as bring it near its share: only those that preempt, and none for which a user set a preference or that is moving
 * already. It listens before it gets the highest priority, so that no packet is lost. While silent agents may run
 * what no object records, nothing starts and nothing moves ({@code SilentAgents}).
 */
@NullMarked
package dev.virtualip.operator.plan;

import org.jspecify.annotations.NullMarked;
