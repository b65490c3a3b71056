package dev.virtualip.operator.plan.pool;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.PoolUsage;
import dev.virtualip.operator.plan.model.PoolUsage.Usage;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import dev.virtualip.operator.plan.topology.StableHash;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Allocates addresses of VirtualIPPools to the VirtualIPs that name a pool and no addresses.
 *
 * <p>A VirtualIP keeps the addresses that nodes serve for it, then those in its status. A new one starts at the hash of
 * its name and takes the next address that is free, so that the same objects give the same addresses, also after a
 * restore without statuses.
 */
public final class PoolAllocator {
    private final Map<String, VirtualIPPoolSpec> pools;
    private final Map<String, PoolRanges> ranges = new HashMap<>();
    private final ReservedAddresses reserved;
    private final ServedAddresses served;
    private final Map<InetAddress, String> taken = new HashMap<>();
    private final Map<String, List<InetAddress>> allocated = new HashMap<>();
    private final Map<String, Finding> refusals = new HashMap<>();
    private final SortedMap<String, List<String>> waiting = new TreeMap<>();

    private PoolAllocator(Desired desired, Collection<NodeFacts> nodes) {
        pools = desired.pools();
        pools.forEach((name, pool) -> ranges.put(name, PoolRanges.of(pool)));
        reserved = ReservedAddresses.of(nodes);
        served = ServedAddresses.of(nodes);
    }

    /**
     * Allocates the addresses of all VirtualIPs.
     *
     * @param nodes every node
     */
    public static PoolAllocation allocate(Desired desired, Collection<NodeFacts> nodes) {
        if (desired.virtualIPs().stream().allMatch(one -> one.spec().pool() == null)
                && desired.pools().isEmpty()) {
            return PoolAllocation.NONE;
        }
        PoolAllocator allocator = new PoolAllocator(desired, nodes);
        List<WantedVirtualIP> takers = new ArrayList<>();
        for (WantedVirtualIP virtualIP : desired.virtualIPs()) {
            if (virtualIP.spec().addresses().isEmpty() && virtualIP.spec().pool() != null) {
                takers.add(virtualIP);
            }
            ReadableAddresses.of(virtualIP.spec().addresses())
                    .forEach(address -> allocator.taken.put(address, virtualIP.name()));
        }
        takers.sort(WantedVirtualIP.BY_AGE);
        takers.forEach(allocator::keep);
        takers.forEach(allocator::complete);
        return allocator.result();
    }

    /** Keeps the addresses that a VirtualIP has already, one of each family. */
    private void keep(WantedVirtualIP virtualIP) {
        Set<InetAddress> status = ReadableAddresses.of(virtualIP.status().addresses());
        PoolRanges its = rangesOf(virtualIP);
        for (boolean ipv6 : new boolean[] {false, true}) {
            if (!keepServed(virtualIP, its, status, ipv6)) {
                status.stream()
                        .filter(address -> isIpv6(address) == ipv6 && its.holds(address) && isFree(address))
                        .findFirst()
                        .ifPresent(address -> take(virtualIP, address));
            }
        }
    }

    /**
     * Keeps an address that nodes serve. Where several VirtualIPs share a virtual router, the status says which of its
     * addresses belongs to which, and without a status the order in which they were first allocated.
     */
    private boolean keepServed(WantedVirtualIP virtualIP, PoolRanges its, Set<InetAddress> status, boolean ipv6) {
        List<InetAddress> served = this.served.of(virtualIP.name()).stream()
                .filter(address -> isIpv6(address) == ipv6 && !taken.containsKey(address))
                .toList();
        boolean shared = served.size() > 1;
        InetAddress kept = served.stream()
                .filter(address -> !shared || status.contains(address))
                .findFirst()
                .or(() -> served.stream().filter(its::holds).min(Comparator.comparing(address -> {
                    BigInteger size = its.size(ipv6);
                    return its.offset(address).subtract(start(virtualIP, size)).mod(size);
                })))
                .orElse(null);
        if (kept != null) {
            take(virtualIP, kept);
        }
        return kept != null;
    }

    /** Gives a VirtualIP an address of each family that it has none of. */
    private void complete(WantedVirtualIP virtualIP) {
        String pool = poolOf(virtualIP);
        if (!pools.containsKey(pool)) {
            refusals.put(virtualIP.name(), PoolRanges.missing(pool));
            return;
        }
        PoolRanges its = rangesOf(virtualIP);
        for (boolean ipv6 : new boolean[] {false, true}) {
            if (its.has(ipv6) && ofFamily(virtualIP, ipv6) == null) {
                InetAddress next = next(virtualIP, its, ipv6);
                if (next == null) {
                    waiting.computeIfAbsent(pool, ignored -> new ArrayList<>()).add(virtualIP.name());
                    refusals.put(virtualIP.name(), exhausted(pool, ipv6));
                } else {
                    take(virtualIP, next);
                }
            }
        }
        List<InetAddress> outside = allocated.getOrDefault(virtualIP.name(), List.of()).stream()
                .filter(address -> !its.holds(address))
                .toList();
        if (!outside.isEmpty()) {
            refusals.putIfAbsent(virtualIP.name(), outside(pool, outside));
        }
    }

    private @Nullable InetAddress ofFamily(WantedVirtualIP virtualIP, boolean ipv6) {
        return allocated.getOrDefault(virtualIP.name(), List.of()).stream()
                .filter(address -> isIpv6(address) == ipv6)
                .findFirst()
                .orElse(null);
    }

    /** Returns the first free address from the hash of the name on; null: none is free. */
    private @Nullable InetAddress next(WantedVirtualIP virtualIP, PoolRanges its, boolean ipv6) {
        BigInteger size = its.size(ipv6);
        BigInteger start = start(virtualIP, size);
        // More steps than there are addresses that can be in the way are never needed.
        long obstacles = (long) taken.size() + reserved.size() + 1;
        long steps = size.min(BigInteger.valueOf(obstacles)).longValue();
        for (long step = 0; step < steps; step++) {
            InetAddress address =
                    its.at(ipv6, start.add(BigInteger.valueOf(step)).mod(size));
            if (isFree(address)) {
                return address;
            }
        }
        return null;
    }

    private static BigInteger start(WantedVirtualIP virtualIP, BigInteger size) {
        return new BigInteger(Long.toUnsignedString(StableHash.of(virtualIP.name()))).mod(size);
    }

    private boolean isFree(InetAddress address) {
        return !taken.containsKey(address)
                && !reserved.has(address)
                && IpPrefix.objection(address).isEmpty();
    }

    private void take(WantedVirtualIP virtualIP, InetAddress address) {
        taken.put(address, virtualIP.name());
        allocated
                .computeIfAbsent(virtualIP.name(), ignored -> new ArrayList<>(2))
                .add(address);
    }

    private PoolRanges rangesOf(WantedVirtualIP virtualIP) {
        return ranges.getOrDefault(poolOf(virtualIP), PoolRanges.EMPTY);
    }

    private static String poolOf(WantedVirtualIP virtualIP) {
        String pool = virtualIP.spec().pool();
        return pool == null ? "" : pool;
    }

    private static boolean isIpv6(InetAddress address) {
        return address instanceof Inet6Address;
    }

    private static Finding exhausted(String pool, boolean ipv6) {
        return new Finding(
                "PoolExhausted",
                "VirtualIPPool %s has no free %s address: extend its spec.ranges, or delete VirtualIPs that use it"
                        .formatted(pool, ipv6 ? "IPv6" : "IPv4"));
    }

    private static Finding outside(String pool, List<InetAddress> outside) {
        return new Finding(
                "AddressNotInPool",
                ("%s: allocated from VirtualIPPool %s, whose ranges no longer contain it, and still served; extend"
                                + " spec.ranges of the pool, or delete this VirtualIP and create it again for another"
                                + " address")
                        .formatted(
                                String.join(
                                        ", ",
                                        outside.stream()
                                                .map(AddressText::format)
                                                .toList()),
                                pool));
    }

    private PoolAllocation result() {
        Map<String, List<String>> texts = new HashMap<>();
        allocated.forEach((name, addresses) ->
                texts.put(name, addresses.stream().map(AddressText::format).toList()));
        Set<InetAddress> unavailable = new HashSet<>(reserved.all());
        unavailable.addAll(taken.keySet());
        SortedMap<String, PoolUsage> usage = new TreeMap<>();
        pools.keySet().forEach(name -> usage.put(name, usage(name, unavailable)));
        return new PoolAllocation(texts, refusals, usage);
    }

    private PoolUsage usage(String name, Set<InetAddress> unavailable) {
        PoolRanges its = ranges.getOrDefault(name, PoolRanges.EMPTY);
        List<String> overlapping = ranges.entrySet().stream()
                .filter(other -> !other.getKey().equals(name) && its.overlaps(other.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        List<String> nodeAddresses = reserved.ofNodes().stream()
                .filter(its::holds)
                .map(AddressText::format)
                .sorted()
                .limit(PoolUsage.MAX_NODE_ADDRESSES)
                .toList();
        return new PoolUsage(
                usage(its, false, unavailable),
                usage(its, true, unavailable),
                overlapping,
                nodeAddresses,
                waiting.getOrDefault(name, List.of()));
    }

    private Usage usage(PoolRanges its, boolean ipv6, Set<InetAddress> unavailable) {
        BigInteger total = its.size(ipv6);
        BigInteger blocked = BigInteger.valueOf(its.count(ipv6, unavailable));
        BigInteger free = total.subtract(blocked).max(BigInteger.ZERO);
        return new Usage(clamped(total), its.count(ipv6, taken.keySet()), clamped(free));
    }

    private static long clamped(BigInteger number) {
        return number.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    /** The addresses that nodes serve for each VirtualIP, by its name. */
    private record ServedAddresses(Map<String, Set<InetAddress>> byName) {
        static ServedAddresses of(Collection<NodeFacts> nodes) {
            Map<String, Set<InetAddress>> byName = new HashMap<>();
            for (NodeFacts node : nodes) {
                for (HostedRouter hosted : node.hostedRouters()) {
                    if (hosted.spec() != null) {
                        hosted.spec()
                                .virtualIPs()
                                .forEach(name -> byName.computeIfAbsent(name, ignored -> new LinkedHashSet<>())
                                        .addAll(hosted.addresses()));
                    }
                }
            }
            return new ServedAddresses(byName);
        }

        Set<InetAddress> of(String name) {
            return byName.getOrDefault(name, Set.of());
        }
    }
}
