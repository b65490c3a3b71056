package dev.virtualip.cli.pool;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.format.QuotedText;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Conversion of address ranges to those of a VirtualIPPool: networks, and pairs of a first and a last address. */
public final class RangeConversion {
    /** How many ranges a VirtualIPPool has at most. */
    public static final int MAX_RANGES = 64;

    private static final int IPV4_BITS = 32;
    private static final int IPV6_GROUP_BITS = 16;
    private static final int BLOCK_BITS = 8;

    private RangeConversion() {}

    /**
     * The ranges that hold the same addresses.
     *
     * @throws IllegalArgumentException when the text is no range; the message says why
     */
    public static List<String> convert(String text) {
        return ranges(Span.parse(text));
    }

    /**
     * The ranges that hold the same addresses without those of IPv4 that end in .0 or .255. More than
     * {@link #MAX_RANGES} when the range is too large for that: then they are not complete.
     *
     * @throws IllegalArgumentException when the text is no range; the message says why
     */
    public static List<String> withoutFirstAndLastOfEach24(String text) {
        Span span = Span.parse(text);
        if (span.bits != IPV4_BITS) {
            return ranges(span);
        }
        List<String> ranges = new ArrayList<>();
        BigInteger block = span.first.shiftRight(BLOCK_BITS);
        BigInteger lastBlock = span.last.shiftRight(BLOCK_BITS);
        while (block.compareTo(lastBlock) <= 0 && ranges.size() <= MAX_RANGES) {
            BigInteger start = block.shiftLeft(BLOCK_BITS);
            BigInteger from = start.add(BigInteger.ONE).max(span.first);
            BigInteger to = start.add(BigInteger.valueOf(254)).min(span.last);
            if (from.compareTo(to) <= 0) {
                ranges.addAll(ranges(new Span(from, to, span.bits)));
            }
            block = block.add(BigInteger.ONE);
        }
        return ranges;
    }

    /** The network without its first and last address; the whole of a range that is no network, or has two at most. */
    public static List<String> withoutEnds(String text) {
        Span span = Span.parse(text);
        boolean hasEnds = text.indexOf('-') < 0 && span.size().compareTo(BigInteger.TWO) > 0;
        return ranges(
                hasEnds
                        ? new Span(span.first.add(BigInteger.ONE), span.last.subtract(BigInteger.ONE), span.bits)
                        : span);
    }

    private static List<String> ranges(Span span) {
        if (span.isNetwork()) {
            return List.of(span.network());
        }
        if (span.bits == IPV4_BITS || span.differsInLastGroupOnly()) {
            return List.of(span.pair());
        }
        return networks(span);
    }

    /** The networks that make up a range: a VirtualIPPool has pairs of IPv6 only within their last group. */
    private static List<String> networks(Span span) {
        List<String> networks = new ArrayList<>();
        BigInteger at = span.first;
        while (at.compareTo(span.last) <= 0) {
            int hostBits = at.signum() == 0 ? span.bits : Math.min(span.bits, at.getLowestSetBit());
            BigInteger end = end(at, hostBits);
            while (end.compareTo(span.last) > 0) {
                hostBits--;
                end = end(at, hostBits);
            }
            networks.add(new Span(at, end, span.bits).network());
            at = end.add(BigInteger.ONE);
        }
        return networks;
    }

    private static BigInteger end(BigInteger first, int hostBits) {
        return first.add(BigInteger.ONE.shiftLeft(hostBits)).subtract(BigInteger.ONE);
    }

    /** Addresses from a first to a last one, as numbers of so many bits. */
    private record Span(BigInteger first, BigInteger last, int bits) {
        static Span parse(String text) {
            int dash = text.indexOf('-');
            if (dash < 0) {
                return network(text);
            }
            InetAddress first = AddressText.parse(text.substring(0, dash).strip());
            InetAddress last = AddressText.parse(text.substring(dash + 1).strip());
            Span span = new Span(number(first), number(last), bits(first));
            if (bits(last) != span.bits) {
                throw new IllegalArgumentException(QuotedText.of(text) + " begins and ends in different families");
            }
            if (span.first.compareTo(span.last) > 0) {
                throw new IllegalArgumentException(
                        QuotedText.of(text) + " ends before it begins; write the lower address first");
            }
            return span;
        }

        private static Span network(String text) {
            if (text.indexOf('/') < 0) {
                throw new IllegalArgumentException(QuotedText.of(text)
                        + " is neither a network such as 192.0.2.0/28 nor a range such as" + " 192.0.2.10-192.0.2.20");
            }
            IpPrefix prefix = IpPrefix.parse(text.strip());
            int bits = bits(prefix.address());
            int hostBits = bits - prefix.length();
            BigInteger first = number(prefix.address()).shiftRight(hostBits).shiftLeft(hostBits);
            return new Span(first, end(first, hostBits), bits);
        }

        private static BigInteger number(InetAddress address) {
            return new BigInteger(1, address.getAddress());
        }

        private static int bits(InetAddress address) {
            return address.getAddress().length * Byte.SIZE;
        }

        BigInteger size() {
            return last.subtract(first).add(BigInteger.ONE);
        }

        boolean isNetwork() {
            int hostBits = size().bitLength() - 1;
            return size().bitCount() == 1 && (first.signum() == 0 || first.getLowestSetBit() >= hostBits);
        }

        String network() {
            return address(first) + "/" + (bits - (size().bitLength() - 1));
        }

        boolean differsInLastGroupOnly() {
            // A first address that is written with "::" at its end has no last group to compare.
            return first.shiftRight(IPV6_GROUP_BITS).equals(last.shiftRight(IPV6_GROUP_BITS))
                    && !address(first).endsWith(":");
        }

        String pair() {
            return address(first) + "-" + address(last);
        }

        private String address(BigInteger number) {
            byte[] bytes = new byte[bits / Byte.SIZE];
            byte[] digits = number.toByteArray();
            int length = Math.min(bytes.length, digits.length);
            System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
            try {
                return AddressText.format(InetAddress.getByAddress(bytes));
            } catch (UnknownHostException e) {
                throw new IllegalStateException("An address has 4 or 16 bytes", e);
            }
        }
    }
}
