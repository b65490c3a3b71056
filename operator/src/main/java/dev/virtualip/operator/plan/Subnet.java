package dev.virtualip.operator.plan;

import dev.virtualip.crds.AddressText;
import dev.virtualip.crds.IpPrefix;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A connected subnet.
 *
 * @param network its address, the host's bits zero
 * @param length its prefix length
 */
record Subnet(InetAddress network, int length) {

    /** The subnet that an address with a prefix is in. */
    static Subnet of(IpPrefix prefix) {
        return new Subnet(masked(prefix.address(), prefix.length()), prefix.length());
    }

    /** Whether an address is in it. */
    boolean holds(InetAddress address) {
        return address.getAddress().length == network.getAddress().length
                && masked(address, length).equals(network);
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
