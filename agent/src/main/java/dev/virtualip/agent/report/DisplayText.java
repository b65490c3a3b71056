package dev.virtualip.agent.report;

import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.Peer;
import dev.virtualip.crds.format.AddressText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/** Formats values for log lines and status fields. */
public final class DisplayText {
    private static final int ADDRESSES_SHOWN = 3;
    private static final int MILLI_DIGITS = 6;
    private static final int SECOND_DIGITS = 9;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private DisplayText() {}

    /** A duration in seconds or, below one second, in milliseconds; at most three decimals. */
    public static String duration(long nanos) {
        return nanos < SECOND_NANOS ? decimal(nanos, MILLI_DIGITS) + " ms" : decimal(nanos, SECOND_DIGITS) + " s";
    }

    /** The first addresses, and the number of the others. */
    public static String addresses(List<InetAddress> addresses) {
        String shown = addresses.stream()
                .limit(ADDRESSES_SHOWN)
                .map(AddressText::format)
                .collect(Collectors.joining(", "));
        int more = addresses.size() - ADDRESSES_SHOWN;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    public static String peer(Peer peer) {
        return AddressText.format(peer.address()) + " (priority " + peer.priority() + ")";
    }

    public static String family(Family family) {
        return switch (family) {
            case IPV4 -> "IPv4";
            case IPV6 -> "IPv6";
        };
    }

    public static String prefixed(VirtualAddress address) {
        return AddressText.format(address.address()) + "/" + address.prefixLength();
    }

    private static String decimal(long nanos, int unitDigits) {
        return BigDecimal.valueOf(nanos, unitDigits)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
