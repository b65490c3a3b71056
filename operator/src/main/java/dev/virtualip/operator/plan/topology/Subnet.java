package dev.virtualip.operator.plan.topology;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A connected subnet.
 *
 * @param network the network address
 * @param length the prefix length
 */
public record Subnet(InetAddress network, int length) {

    /** Returns the subnet of an address with a prefix. */
    public static Subnet of(IpPrefix prefix) {
        return new Subnet(masked(prefix.address(), prefix.length()), prefix.length());
    }

    /** Whether the subnet contains an address. */
    public boolean holds(InetAddress address) {
        byte[] its = address.getAddress();
        byte[] ours = network.getAddress();
        if (its.length != ours.length) {
            return false;
        }
        int whole = length / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (its[i] != ours[i]) {
                return false;
            }
        }
        int rest = length % Byte.SIZE;
        return rest == 0 || (its[whole] & (0xff << (Byte.SIZE - rest))) == (ours[whole] & (0xff << (Byte.SIZE - rest)));
    }

    private static InetAddress masked(InetAddress address, int length) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp(length - (long) i * Byte.SIZE, 0, Byte.SIZE);
            bytes[i] &= (byte) (0xff << (Byte.SIZE - kept));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 bytes", e);
        }
    }

    @Override
    public String toString() {
        return AddressText.format(network) + "/" + length;
    }
}
