/** Decides which node may hold an address: eligible nodes, current candidates, priorities and load. */
@NullMarked
package dev.virtualip.operator.plan.candidates;

import org.jspecify.annotations.NullMarked;
