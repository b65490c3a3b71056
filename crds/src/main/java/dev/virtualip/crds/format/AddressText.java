package dev.virtualip.crds.format;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** IP addresses as text: strict on the way in, RFC 5952 on the way out, never DNS. */
public final class AddressText {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final int GROUPS = 8;

    private AddressText() {}

    /**
     * The address that a text names.
     *
     * @throws IllegalArgumentException if it names none; the message says what to write instead
     */
    public static InetAddress parse(String text) {
        if (IPV4.matcher(text).matches()) {
            return InetAddress.ofLiteral(text);
        }
        if (text.indexOf('%') >= 0) {
            throw new IllegalArgumentException(
                    QuotedText.of(text) + " names an interface; remove everything from the % on");
        }
        if (text.indexOf('/') >= 0) {
            throw new IllegalArgumentException(QuotedText.of(text) + " has a prefix; write the address alone");
        }
        if (text.indexOf(':') < 0 || !IPV6_CHARACTERS.matcher(text).matches()) {
            throw noAddress(text);
        }
        return parseIpv6(text);
    }

    /** The text of an address; of IPv6 in the form of RFC 5952: lower case, the longest run of zeros as "::". */
    public static String format(InetAddress address) {
        return address instanceof Inet4Address ? address.getHostAddress() : formatIpv6(address.getAddress());
    }

    private static InetAddress parseIpv6(String text) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            throw noAddress(text);
        }
        if (address instanceof Inet4Address) {
            throw new IllegalArgumentException(
                    QuotedText.of(text) + " is IPv4 inside IPv6; write " + address.getHostAddress());
        }
        return address;
    }

    private static IllegalArgumentException noAddress(String text) {
        return new IllegalArgumentException(
                QuotedText.of(text) + " is not an IP address; write one such as 192.0.2.10 or 2001:db8::10");
    }

    private static String formatIpv6(byte[] bytes) {
        int start = -1;
        int length = 1; // RFC 5952 section 4.2.2: a single zero group is not shortened
        for (int from = 0; from < GROUPS; from++) {
            int run = zerosFrom(bytes, from);
            if (run > length) {
                start = from;
                length = run;
            }
        }
        if (start < 0) {
            return groups(bytes, 0, GROUPS);
        }
        return groups(bytes, 0, start) + "::" + groups(bytes, start + length, GROUPS);
    }

    private static int zerosFrom(byte[] bytes, int from) {
        int to = from;
        while (to < GROUPS && group(bytes, to) == 0) {
            to++;
        }
        return to - from;
    }

    private static String groups(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(group(bytes, i)));
        }
        return text.toString();
    }

    private static int group(byte[] bytes, int index) {
        return (Byte.toUnsignedInt(bytes[2 * index]) << Byte.SIZE) | Byte.toUnsignedInt(bytes[2 * index + 1]);
    }
}
