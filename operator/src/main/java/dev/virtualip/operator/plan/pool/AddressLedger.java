package dev.virtualip.operator.plan.pool;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus.ForeignAddress;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.PoolUsage;
import dev.virtualip.operator.plan.model.PoolUsage.Usage;
import dev.virtualip.operator.plan.topology.HostedRouter;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import dev.virtualip.operator.plan.topology.StableHash;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Addresses during one plan: which of them VirtualIPs have, which nodes serve, and which are free in a pool. A search
 * for a free address starts at the hash of a name, so that the same objects give the same addresses.
 */
public final class AddressLedger {
    private final Map<String, VirtualIPPoolSpec> pools;
    private final Map<String, PoolRanges> ranges = new HashMap<>();
    private final ReservedAddresses reserved;
    private final ForeignAddresses foreign;
    private final Map<String, Set<InetAddress>> served = new HashMap<>();
    private final Set<InetAddress> allServed = new HashSet<>();
    private final Map<InetAddress, Set<String>> servedAs = new HashMap<>();
    private final Map<InetAddress, String> taken = new HashMap<>();

    /**
     * Offsets that are free for no new name, with a later one that may be, by pool and family: without them a search in
     * an almost full pool would pass all its addresses for each name.
     */
    private final Map<String, Map<BigInteger, BigInteger>> skips = new HashMap<>();

    /**
     * Creates a ledger in which no VirtualIP has an address yet.
     *
     * @param pools the spec of every pool, by name
     * @param nodes every node
     * @param foreignAddresses the foreign addresses in the status of each pool, by its name
     */
    public AddressLedger(
            Map<String, VirtualIPPoolSpec> pools,
            Collection<NodeFacts> nodes,
            Map<String, List<ForeignAddress>> foreignAddresses,
            Instant now) {
        this.pools = pools;
        pools.forEach((name, pool) -> ranges.put(name, PoolRanges.of(pool)));
        reserved = ReservedAddresses.of(nodes);
        foreign = ForeignAddresses.of(nodes, foreignAddresses, ranges, now);
        for (NodeFacts node : nodes) {
            node.hostedRouters().forEach(this::addServed);
        }
    }

    private void addServed(HostedRouter hosted) {
        allServed.addAll(hosted.addresses());
        if (hosted.spec() != null) {
            hosted.spec().virtualIPs().forEach(name -> addServed(name, hosted.addresses()));
        }
    }

    private void addServed(String name, Collection<InetAddress> addresses) {
        served.computeIfAbsent(name, ignored -> new LinkedHashSet<>()).addAll(addresses);
        addresses.forEach(address ->
                servedAs.computeIfAbsent(address, ignored -> new TreeSet<>()).add(name));
    }

    /** Returns the spec of every pool, by name. */
    public Map<String, VirtualIPPoolSpec> pools() {
        return pools;
    }

    /** Returns the ranges of a pool; none if it does not exist. */
    public PoolRanges rangesOf(@Nullable String pool) {
        return pool == null ? PoolRanges.EMPTY : ranges.getOrDefault(pool, PoolRanges.EMPTY);
    }

    /** Records that a VirtualIP has an address. */
    public void take(String virtualIP, InetAddress address) {
        taken.put(address, virtualIP);
    }

    /** Returns the VirtualIP that has an address; null: none. */
    public @Nullable String holder(InetAddress address) {
        return taken.get(address);
    }

    /** Whether no VirtualIP may get an address, because of what it is on the network. */
    public boolean isReserved(InetAddress address) {
        return reserved.has(address) || IpPrefix.objection(address).isPresent();
    }

    /** Whether an address can be given to a VirtualIP. */
    public boolean isFree(InetAddress address) {
        return !taken.containsKey(address) && !isReserved(address);
    }

    /**
     * Returns the address of one family that nodes serve for a VirtualIP; null: none. Where several VirtualIPs share a
     * virtual router, what the VirtualIP is known to have says which of its addresses that is, and without such
     * knowledge the order in which they were first allocated.
     *
     * @param its the ranges that the address is from
     * @param known the addresses that the VirtualIP is known to have
     */
    public @Nullable InetAddress served(String virtualIP, PoolRanges its, Set<InetAddress> known, boolean ipv6) {
        List<InetAddress> found = served.getOrDefault(virtualIP, Set.of()).stream()
                .filter(address -> (address instanceof Inet6Address) == ipv6 && !taken.containsKey(address))
                .toList();
        boolean shared = found.size() > 1;
        return found.stream()
                .filter(address -> !shared || known.contains(address))
                .findFirst()
                .or(() -> found.stream().filter(its::holds).min(Comparator.comparing(address -> {
                    BigInteger size = its.size(ipv6);
                    return its.offset(address).subtract(start(virtualIP, size)).mod(size);
                })))
                .orElse(null);
    }

    /** Returns the VirtualIPs for which nodes serve an address, or another one of the same virtual router. */
    public Set<String> servedAs(InetAddress address) {
        return servedAs.getOrDefault(address, Set.of());
    }

    /** Whether nodes serve a VirtualIP of this name. */
    public boolean isServed(String virtualIP) {
        return served.containsKey(virtualIP);
    }

    /**
     * Returns the first free address of a pool from the hash of a name on; null: none is free. An address that nodes
     * still serve is not free: they have not confirmed yet that they withdrew it. Neither is a foreign one.
     */
    public @Nullable InetAddress next(String name, @Nullable String pool, boolean ipv6) {
        PoolRanges its = rangesOf(pool);
        BigInteger size = its.size(ipv6);
        return size.signum() == 0 ? null : from(start(name, size), name, pool, ipv6);
    }

    /**
     * Returns the first free address of a pool after one that is foreign; null: none is free. From there on, so that
     * every address is tried before one is tried again.
     *
     * @param name the VirtualIP; what nodes serve for it already is free for it
     */
    public @Nullable InetAddress nextAfter(InetAddress address, String name, String pool) {
        PoolRanges its = rangesOf(pool);
        BigInteger offset = its.offset(address);
        return offset.signum() < 0
                ? null
                : from(offset.add(BigInteger.ONE), name, pool, address instanceof Inet6Address);
    }

    private @Nullable InetAddress from(BigInteger start, String name, @Nullable String pool, boolean ipv6) {
        PoolRanges its = rangesOf(pool);
        BigInteger size = its.size(ipv6);
        Set<InetAddress> own = served.getOrDefault(name, Set.of());
        Map<BigInteger, BigInteger> known = own.isEmpty()
                ? skips.computeIfAbsent(pool + (ipv6 ? " IPv6" : " IPv4"), ignored -> new HashMap<>())
                : new HashMap<>();
        List<BigInteger> passed = new ArrayList<>();
        // Each step passes an address that is taken, served, reserved or foreign: a search in a huge range ends as
        // well.
        BigInteger end = start.add(size);
        BigInteger at = start;
        while (at.compareTo(end) < 0) {
            BigInteger offset = at.mod(size);
            BigInteger skip = known.get(offset);
            if (skip == null) {
                InetAddress address = its.at(ipv6, offset);
                if (isFreeFor(address, own)) {
                    passed.forEach(one -> known.put(one, distance(one, offset, size)));
                    return address;
                }
                skip = BigInteger.ONE;
            }
            passed.add(offset);
            at = at.add(skip);
        }
        passed.forEach(one -> known.put(one, size));
        return null;
    }

    /** The steps from an offset to a later one; after the last address comes the first. */
    private static BigInteger distance(BigInteger from, BigInteger to, BigInteger size) {
        return to.subtract(from).mod(size);
    }

    private boolean isFreeFor(InetAddress address, Set<InetAddress> own) {
        boolean others = allServed.contains(address) && !own.contains(address);
        return isFree(address) && !others && !foreign.has(address);
    }

    /** Whether another host answers for an address that a VirtualIP never held, so that it is exchanged. */
    public boolean isForeign(String pool, InetAddress address, VirtualIPStatus status) {
        boolean answered = status.answeredAddresses().isEmpty()
                // An older operator did not write which addresses answered.
                ? status.lastMove() != null
                : ReadableAddresses.of(status.answeredAddresses()).contains(address);
        return !answered && foreign.isRecorded(pool, address);
    }

    /** Records that a VirtualIP has another address instead of one. */
    public void exchange(String virtualIP, InetAddress address, InetAddress other) {
        taken.remove(address);
        skips.clear();
        taken.put(other, virtualIP);
    }

    /** Returns the time at which an address may be allocated again without an event; null: never. */
    @Nullable
    Instant nextLookAt() {
        return foreign.nextLookAt();
    }

    private static BigInteger start(String name, BigInteger size) {
        return new BigInteger(Long.toUnsignedString(StableHash.of(name))).mod(size);
    }

    /**
     * Returns the usage of each pool, by its name.
     *
     * @param waiting the names of what got no address of a pool, because none is free, by the name of the pool
     */
    SortedMap<String, PoolUsage> usage(Map<String, List<String>> waiting) {
        Set<InetAddress> unavailable = new HashSet<>(reserved.all());
        unavailable.addAll(taken.keySet());
        unavailable.addAll(foreign.all());
        SortedMap<String, PoolUsage> usage = new TreeMap<>();
        pools.keySet()
                .forEach(name -> usage.put(name, usage(name, waiting.getOrDefault(name, List.of()), unavailable)));
        return usage;
    }

    private PoolUsage usage(String name, List<String> waiting, Set<InetAddress> unavailable) {
        PoolRanges its = rangesOf(name);
        List<String> overlapping = new ArrayList<>();
        VirtualIPPoolSpec pool = pools.get(name);
        String own = pool == null ? null : PoolRanges.overlapIn(pool);
        if (own != null) {
            overlapping.add("this one itself (%s)".formatted(own));
        }
        ranges.entrySet().stream()
                .filter(other -> !other.getKey().equals(name) && its.overlaps(other.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .forEach(overlapping::add);
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
                waiting.stream().sorted().toList(),
                foreign.ofPool(name, its));
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
}
