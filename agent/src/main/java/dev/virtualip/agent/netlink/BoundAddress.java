package dev.virtualip.agent.netlink;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A virtual address as it is bound to an interface.
 *
 * @param interfaceIndex the interface
 * @param address the address
 * @param prefixLength the prefix it is bound with: 32 or 128, unless the user asked for the real one
 * @param label the IPv4 label, at most 15 bytes; null: none; not used for IPv6
 * @param lifetimeSeconds how long the kernel keeps it without a renewal, 1..2^32-2; 0: for ever
 */
public record BoundAddress(
        int interfaceIndex,
        InetAddress address,
        int prefixLength,
        @Nullable String label,
        long lifetimeSeconds) {

    /** Checks the ranges. */
    public BoundAddress {
        int bits = address.getAddress().length * Byte.SIZE;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " is not in 0.." + bits);
        }
        if (lifetimeSeconds < 0 || lifetimeSeconds >= AddressRequest.FOREVER) {
            throw new IllegalArgumentException("lifetime of " + lifetimeSeconds + " s is not in 0..2^32-2");
        }
    }

    /** Bound as a single host, which is how a virtual address is bound unless the user asks otherwise. */
    public static BoundAddress host(int interfaceIndex, InetAddress address, long lifetimeSeconds) {
        int bits = address.getAddress().length * Byte.SIZE;
        return new BoundAddress(interfaceIndex, address, bits, null, lifetimeSeconds);
    }
}
