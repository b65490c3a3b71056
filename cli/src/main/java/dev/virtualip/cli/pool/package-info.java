/** VirtualIPPools from the pools of other programs: ranges of addresses, label selectors, result of an import. */
@NullMarked
package dev.virtualip.cli.pool;

import org.jspecify.annotations.NullMarked;
