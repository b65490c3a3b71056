package dev.virtualip.operator.virtualippool;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The status of a pool: how many addresses it has, and that nobody takes them yet. Pure. */
final class PoolStatuses {
    private static final String TYPE = "Accepted";
    private static final String STATUS = "False";
    private static final String REASON = "NotYetSupported";
    private static final String MESSAGE =
            "its template counts, but no address is taken from it yet: name the addresses in the VirtualIP";

    private PoolStatuses() {}

    /**
     * The next status.
     *
     * @param previous what was said last; null: nothing
     */
    static VirtualIPPoolStatus next(
            VirtualIPPoolSpec spec, long generation, @Nullable VirtualIPPoolStatus previous, Instant now) {
        long total = total(spec.ranges());
        Condition condition = new Condition(TYPE, STATUS, REASON, MESSAGE, since(previous, now), generation);
        return new VirtualIPPoolStatus(generation, total, 0, total, List.of(condition));
    }

    private static String since(@Nullable VirtualIPPoolStatus previous, Instant now) {
        List<Condition> before = previous == null ? List.of() : previous.conditions();
        return before.stream()
                .filter(condition ->
                        condition.type().equals(TYPE) && condition.status().equals(STATUS))
                .map(Condition::lastTransitionTime)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(now::toString);
    }

    private static long total(List<String> ranges) {
        BigInteger sum =
                ranges.stream().map(PoolStatuses::size).reduce(BigInteger::add).orElse(BigInteger.ZERO);
        return sum.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    /** A range that is none has no addresses. */
    private static BigInteger size(String range) {
        try {
            int dash = range.indexOf('-');
            if (dash < 0) {
                IpPrefix prefix = IpPrefix.parse(range);
                int bits = prefix.address().getAddress().length * Byte.SIZE;
                return BigInteger.ONE.shiftLeft(bits - prefix.length());
            }
            BigInteger first = number(AddressText.parse(range.substring(0, dash)));
            BigInteger last = number(AddressText.parse(range.substring(dash + 1)));
            return last.subtract(first).add(BigInteger.ONE).max(BigInteger.ZERO);
        } catch (IllegalArgumentException e) {
            return BigInteger.ZERO;
        }
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
