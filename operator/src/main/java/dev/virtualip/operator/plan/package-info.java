/**
 * Which node may hold which address: a pure function from what is wanted and what is seen to what every node shall run.
 * No clock, no I/O, no randomness, no log: the same input gives the same plan, byte for byte.
 *
 * <p>How it works: nodes and VirtualIPs are read each by itself ({@code NodeMemory}, {@code WishMemory}). What has to
 * do with each other is put together ({@code Partition}) and settled without a look at the rest ({@code Settling}).
 * What has no place or ID yet, or shall move, is decided in the light of all ({@code Draft}, {@code Newcomers},
 * {@code Levelling}). What each component comes to ({@code Piece}) goes into the nodes' books ({@code NodeBooks}).
 * {@link dev.virtualip.operator.plan.PlanMemory} keeps all of that for the next plan, which looks again only at what
 * changed: code that lets a component's plan hang on something else has to say so in {@code Planning.addAffected}.
 *
 * <p>What may move when: what runs stays where it is. Who has to go (not selected, excluded, being deleted) goes when
 * another one listens. A node that is away for five minutes is stood in for and keeps its place. A node that joins, or
 * comes back with nothing, gets new ones first, and pulls of those that run as many as bring it near its share: no
 * others, only what preempts, and never what a person gave a preference or what is on its way already
 * ({@link dev.virtualip.operator.plan.Levelling}). It listens before it is preferred, so nothing is lost by that. As
 * long as agents may run what nobody remembers, nothing begins and nothing moves
 * ({@link dev.virtualip.operator.plan.Awaited}).
 */
@NullMarked
package dev.virtualip.operator.plan;

import org.jspecify.annotations.NullMarked;
