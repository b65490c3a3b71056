package dev.virtualip.operator.plan.pool;

import dev.virtualip.operator.plan.model.PoolUsage;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that VirtualIPs take from pools.
 *
 * @param addresses the addresses of each VirtualIP that names a pool and no addresses, by its name
 * @param refusals why one of them gets no address, or may not keep its addresses for ever, by its name
 * @param usage the usage of each pool, by its name
 * @param nextLookAt the time at which an address may be allocated again without an event; null: never
 */
public record PoolAllocation(
        Map<String, List<String>> addresses,
        Map<String, Finding> refusals,
        SortedMap<String, PoolUsage> usage,
        @Nullable Instant nextLookAt) {

    /** An allocation without pools. */
    public static final PoolAllocation NONE = new PoolAllocation(Map.of(), Map.of(), new TreeMap<>(), null);

    /** Copies the maps. */
    public PoolAllocation {
        addresses = Map.copyOf(addresses);
        refusals = Map.copyOf(refusals);
        usage = new TreeMap<>(usage);
    }

    /** Returns the addresses of a VirtualIP; empty: none. */
    public List<String> addressesOf(String virtualIP) {
        return addresses.getOrDefault(virtualIP, List.of());
    }

    /** Returns why a VirtualIP gets no address; null: it does, or it needs none. */
    public @Nullable Finding refusalOf(String virtualIP) {
        return refusals.get(virtualIP);
    }
}
