package dev.virtualip.agent.node;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of how the addresses of a virtual router are bound to the interface.
 *
 * @param addresses the advertised addresses, in the order in which they are advertised
 * @param extraAddresses addresses that are bound but not advertised
 * @param label the IPv4 address label as {@code ip addr} shows it, at most 15 characters; null: none
 * @param withPrefix whether IPv4 is bound with its prefix instead of as /32; refused where that could hurt the host
 * @param lifetimeNanos the kernel lifetime that a renewal sets, in whole seconds; 0 = permanent
 */
public record Binding(
        List<VirtualAddress> addresses,
        List<VirtualAddress> extraAddresses,
        @Nullable String label,
        boolean withPrefix,
        long lifetimeNanos) {

    /** Keeps copies of the lists. */
    public Binding {
        addresses = List.copyOf(addresses);
        extraAddresses = List.copyOf(extraAddresses);
    }
}
