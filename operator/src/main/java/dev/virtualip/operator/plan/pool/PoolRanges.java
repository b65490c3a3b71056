package dev.virtualip.operator.plan.pool;

import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of a VirtualIPPool. An unreadable range has no addresses.
 *
 * @param all its ranges, in the order of the spec
 */
public record PoolRanges(List<AddressRange> all) {

    /** No ranges. */
    static final PoolRanges EMPTY = new PoolRanges(List.of());

    /** Copies the list. */
    public PoolRanges {
        all = List.copyOf(all);
    }

    /** Reads the ranges of a pool. */
    public static PoolRanges of(VirtualIPPoolSpec pool) {
        return new PoolRanges(pool.ranges().stream()
                .map(AddressRange::parse)
                .flatMap(Optional::stream)
                .toList());
    }

    /** Returns the finding about a VirtualIP that names a pool which does not exist. */
    public static Finding missing(String name) {
        return new Finding("PoolNotFound", "VirtualIPPool " + name + " does not exist; create it, or set addresses");
    }

    /** Returns the finding about a pool of which no address of one family is free. */
    public static Finding exhausted(String name, boolean ipv6) {
        return new Finding(
                ConditionReason.POOL_EXHAUSTED.text(),
                "VirtualIPPool %s has no free %s address: extend its spec.ranges, or delete VirtualIPs that use it"
                        .formatted(name, family(ipv6)));
    }

    /** Returns the finding about a pool that has no range of one family. */
    public static Finding without(String name, boolean ipv6) {
        return new Finding(
                ConditionReason.FAMILY_NOT_AVAILABLE.text(),
                "VirtualIPPool %s has no %s range; add one to its spec.ranges, or use another pool"
                        .formatted(name, family(ipv6)));
    }

    private static String family(boolean ipv6) {
        return ipv6 ? "IPv6" : "IPv4";
    }

    /** Returns why addresses do not belong to the pool; null: they do. */
    public static @Nullable Finding refusal(VirtualIPSpec spec, String name, VirtualIPPoolSpec pool) {
        PoolRanges ranges = of(pool);
        List<String> outside = spec.addresses().stream()
                .map(text -> IpPrefix.parse(text).address())
                .filter(address -> !ranges.holds(address))
                .map(AddressText::format)
                .toList();
        return outside.isEmpty()
                ? null
                : new Finding(
                        "AddressNotInPool",
                        "%s: not in the ranges of VirtualIPPool %s (%s); use addresses in these ranges, extend its"
                                        .formatted(String.join(", ", outside), name, String.join(", ", pool.ranges()))
                                + " spec.ranges, or remove spec.pool");
    }

    /** Whether a range contains an address. */
    public boolean holds(InetAddress address) {
        return all.stream().anyMatch(range -> range.holds(address));
    }

    /** Whether a range is of this family. */
    public boolean has(boolean ipv6) {
        return all.stream().anyMatch(range -> range.isIpv6() == ipv6);
    }

    /** Returns how many of some addresses are of one family and in the ranges. */
    long count(boolean ipv6, Collection<InetAddress> addresses) {
        return addresses.stream()
                .filter(address -> (address instanceof Inet6Address) == ipv6 && holds(address))
                .count();
    }

    /** Returns the number of addresses of one family; those that two ranges share count twice. */
    BigInteger size(boolean ipv6) {
        return ofFamily(ipv6).stream().map(AddressRange::size).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Whether it has an address in common with other ranges. */
    boolean overlaps(PoolRanges others) {
        return all.stream().anyMatch(one -> others.all.stream().anyMatch(one::overlaps));
    }

    /** Returns two ranges of a pool that have addresses in common, as text; null: there are none. */
    static @Nullable String overlapIn(VirtualIPPoolSpec pool) {
        List<AddressRange> before = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (String text : pool.ranges()) {
            AddressRange range = AddressRange.parse(text).orElse(null);
            for (int i = 0; range != null && i < before.size(); i++) {
                if (range.overlaps(before.get(i))) {
                    return texts.get(i) + " and " + text;
                }
            }
            if (range != null) {
                before.add(range);
                texts.add(text);
            }
        }
        return null;
    }

    /** Returns the offset of an address among those of its family; -1: no range contains it. */
    BigInteger offset(InetAddress address) {
        BigInteger before = BigInteger.ZERO;
        for (AddressRange range : ofFamily(address instanceof Inet6Address)) {
            if (range.holds(address)) {
                return before.add(range.offset(address));
            }
            before = before.add(range.size());
        }
        return BigInteger.ONE.negate();
    }

    /** Returns the address of one family at an offset, which is at least 0 and below {@link #size}. */
    InetAddress at(boolean ipv6, BigInteger offset) {
        BigInteger left = offset;
        for (AddressRange range : ofFamily(ipv6)) {
            if (left.compareTo(range.size()) < 0) {
                return range.at(left);
            }
            left = left.subtract(range.size());
        }
        throw new IndexOutOfBoundsException("The offset " + offset + " is beyond the ranges");
    }

    private List<AddressRange> ofFamily(boolean ipv6) {
        return all.stream().filter(range -> range.isIpv6() == ipv6).toList();
    }
}
