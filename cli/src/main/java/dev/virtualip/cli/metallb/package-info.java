/** Import of MetalLB's layer 2 configuration: its address pools become VirtualIPPools. */
@NullMarked
package dev.virtualip.cli.metallb;

import org.jspecify.annotations.NullMarked;
