package dev.virtualip.operator.plan.request;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.topology.Subnet;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that addresses belong to the VirtualIPPool that the VirtualIP names. */
public final class PoolRanges {
    private PoolRanges() {}

    /** Returns why addresses do not belong to the pool; null: they do. */
    public static @Nullable Finding refusal(VirtualIPSpec spec, String name, VirtualIPPoolSpec pool) {
        List<String> outside = spec.addresses().stream()
                .map(text -> IpPrefix.parse(text).address())
                .filter(address -> pool.ranges().stream().noneMatch(range -> holds(range, address)))
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

    /** Whether a range, a network or first-last, contains an address. An unreadable range contains none. */
    public static boolean holds(String range, InetAddress address) {
        int dash = range.indexOf('-');
        try {
            if (dash < 0) {
                return Subnet.of(IpPrefix.parse(range)).holds(address);
            }
            byte[] first = AddressText.parse(range.substring(0, dash)).getAddress();
            byte[] last = AddressText.parse(range.substring(dash + 1)).getAddress();
            byte[] bytes = address.getAddress();
            return first.length == bytes.length
                    && last.length == bytes.length
                    && Arrays.compareUnsigned(first, bytes) <= 0
                    && Arrays.compareUnsigned(bytes, last) <= 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
