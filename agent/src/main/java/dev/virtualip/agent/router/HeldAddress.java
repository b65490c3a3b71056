package dev.virtualip.agent.router;

import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.node.VirtualAddress;
import org.jspecify.annotations.Nullable;

/** One address of a virtual router: whether it should be on the interface, and whether it is. */
final class HeldAddress {
    /** The address and the prefix that the user gave. */
    VirtualAddress virtual;

    /** Whether the state machine wants it bound. */
    boolean wanted;

    /** What is on the interface by our doing; null if it is not. */
    @Nullable
    BoundAddress bound;

    /** Whether the host has it without us: used as it is, never renewed, never removed. */
    boolean hostOwned;

    /** How many of our own removals the kernel has not reported yet: those reports are no theft. */
    int ownRemovals;

    /** Why binding failed last time; null if it did not. */
    @Nullable
    String failure;

    HeldAddress(VirtualAddress virtual) {
        this.virtual = virtual;
    }

    /** Whether this host answers for it. */
    boolean present() {
        return bound != null || hostOwned;
    }
}
