package dev.virtualip.crds.format;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address together with its prefix length, as in {@code 192.0.2.10/24}; compared as an address, not as text.
 *
 * @param address the address
 * @param length the prefix length, 1..32 or 1..128; a host's own (32, 128) if the text has none
 */
public record IpPrefix(InetAddress address, int length) {
    private static final Pattern LENGTH = Pattern.compile("[1-9]\\d{0,2}");

    /**
     * The address and prefix that a text names.
     *
     * @throws IllegalArgumentException if it names none; the message says what to write instead
     */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = AddressText.parse(slash < 0 ? text : text.substring(0, slash));
        int bits = address.getAddress().length * Byte.SIZE;
        if (slash < 0) {
            return new IpPrefix(address, bits);
        }
        String digits = text.substring(slash + 1);
        if (!LENGTH.matcher(digits).matches() || Integer.parseInt(digits) > bits) {
            throw new IllegalArgumentException(
                    QuotedText.of(text) + " has no usable prefix; write a number from 1 to " + bits + " after the /");
        }
        return new IpPrefix(address, Integer.parseInt(digits));
    }

    /** Whether it is of IPv6. */
    public boolean isIpv6() {
        return !(address instanceof Inet4Address);
    }

    /** Why no virtual router can hold this address: what it is instead of a host's; empty: it can. */
    public Optional<String> objection() {
        return objection(address).or(this::objectionInNetwork);
    }

    /** Why an address is no host's, whatever its prefix; empty: it is one. */
    public static Optional<String> objection(InetAddress address) {
        if (address.isMulticastAddress()) {
            return Optional.of("a multicast address");
        }
        if (address.isAnyLocalAddress()) {
            return Optional.of("the unspecified address");
        }
        if (address.isLoopbackAddress()) {
            return Optional.of("a loopback address");
        }
        boolean allOnes = address instanceof Inet4Address && hostBitsAre(address.getAddress(), 0, true);
        return allOnes ? Optional.of("the broadcast address") : Optional.empty();
    }

    private Optional<String> objectionInNetwork() {
        byte[] bytes = address.getAddress();
        // A prefix of all bits but one has two hosts and nothing else (RFC 3021, RFC 6164).
        if (length >= bytes.length * Byte.SIZE - 1) {
            return Optional.empty();
        }
        if (hostBitsAre(bytes, length, false)) {
            return Optional.of("the address of its network");
        }
        boolean broadcast = !isIpv6() && hostBitsAre(bytes, length, true);
        return broadcast ? Optional.of("the broadcast address of its network") : Optional.empty();
    }

    private static boolean hostBitsAre(byte[] bytes, int from, boolean set) {
        for (int bit = from; bit < bytes.length * Byte.SIZE; bit++) {
            boolean isSet = ((bytes[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE)) & 1) == 1;
            if (isSet != set) {
                return false;
            }
        }
        return true;
    }

    /** The text with the prefix, IPv6 in the form of RFC 5952. */
    @Override
    public String toString() {
        return AddressText.format(address) + "/" + length;
    }
}
