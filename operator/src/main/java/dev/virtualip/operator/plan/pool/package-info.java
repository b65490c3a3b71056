/** Addresses of VirtualIPPools: their ranges, and which VirtualIP takes which address. Pure. */
@NullMarked
package dev.virtualip.operator.plan.pool;

import org.jspecify.annotations.NullMarked;
