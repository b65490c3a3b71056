package dev.virtualip.operator.plan.pool;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A range of addresses of one family. It is never enumerated: a /64 costs as much as a /30.
 *
 * @param first the first address as a number
 * @param last the last address as a number, not below the first
 * @param bits 32 or 128
 */
public record AddressRange(BigInteger first, BigInteger last, int bits) {
    private static final int IPV6_BITS = 128;

    /** Parses a network such as 192.0.2.0/28, or a first and a last address; empty: it is neither. */
    public static Optional<AddressRange> parse(String text) {
        int dash = text.indexOf('-');
        try {
            if (dash < 0) {
                IpPrefix prefix = IpPrefix.parse(text);
                int bits = bits(prefix.address());
                int hostBits = bits - prefix.length();
                BigInteger first = number(prefix.address()).shiftRight(hostBits).shiftLeft(hostBits);
                BigInteger size = BigInteger.ONE.shiftLeft(hostBits);
                return Optional.of(new AddressRange(first, first.add(size).subtract(BigInteger.ONE), bits));
            }
            InetAddress first = AddressText.parse(text.substring(0, dash));
            InetAddress last = AddressText.parse(text.substring(dash + 1));
            boolean ordered = bits(first) == bits(last) && number(first).compareTo(number(last)) <= 0;
            return ordered ? Optional.of(new AddressRange(number(first), number(last), bits(first))) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether it is of IPv6. */
    public boolean isIpv6() {
        return bits == IPV6_BITS;
    }

    /** Returns the number of addresses. */
    public BigInteger size() {
        return last.subtract(first).add(BigInteger.ONE);
    }

    /** Whether it contains an address. */
    public boolean holds(InetAddress address) {
        BigInteger number = number(address);
        return bits == bits(address) && first.compareTo(number) <= 0 && number.compareTo(last) <= 0;
    }

    /** Whether it has an address in common with another range. */
    public boolean overlaps(AddressRange other) {
        return bits == other.bits && first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
    }

    /** Returns the offset of an address that it contains. */
    BigInteger offset(InetAddress address) {
        return number(address).subtract(first);
    }

    /** Returns the address at an offset, which is at least 0 and below {@link #size}. */
    InetAddress at(BigInteger offset) {
        byte[] bytes = new byte[bits / Byte.SIZE];
        byte[] number = first.add(offset).toByteArray();
        int length = Math.min(bytes.length, number.length);
        System.arraycopy(number, number.length - length, bytes, bytes.length - length, length);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 bytes", e);
        }
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    /** Returns an address as a number. */
    static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
