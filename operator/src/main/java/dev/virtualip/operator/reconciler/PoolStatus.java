package dev.virtualip.operator.reconciler;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.ConditionType;
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

/** The status of a pool: the number of its addresses, and that none is allocated from it yet. Pure. */
final class PoolStatus {
    private static final String MESSAGE =
            "The template applies, but no address is allocated from the pool yet: give the addresses in the VirtualIP";

    private PoolStatus() {}

    /**
     * The next status.
     *
     * @param previous the previous status; null: none
     */
    static VirtualIPPoolStatus next(
            VirtualIPPoolSpec spec, long generation, @Nullable VirtualIPPoolStatus previous, Instant now) {
        long total = total(spec.ranges());
        Condition condition = new Condition(
                ConditionType.ACCEPTED.text(),
                ConditionStatus.FALSE.text(),
                ConditionReason.NOT_YET_SUPPORTED.text(),
                MESSAGE,
                since(previous, now),
                generation);
        return new VirtualIPPoolStatus(generation, total, 0, total, List.of(condition));
    }

    private static String since(@Nullable VirtualIPPoolStatus previous, Instant now) {
        List<Condition> before = previous == null ? List.of() : previous.conditions();
        return before.stream()
                .filter(condition ->
                        ConditionType.ACCEPTED.is(condition.type()) && ConditionStatus.FALSE.is(condition.status()))
                .map(Condition::lastTransitionTime)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(now::toString);
    }

    private static long total(List<String> ranges) {
        BigInteger sum =
                ranges.stream().map(PoolStatus::size).reduce(BigInteger::add).orElse(BigInteger.ZERO);
        return sum.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    /** The size of a range; an invalid one has no addresses. */
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
