package dev.virtualip.operator.plan.pool;

import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.v1alpha1.RouterState;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus.ForeignAddress;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus.AddressInUse;
import dev.virtualip.operator.plan.topology.NodeFacts;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that a host outside the project answers for: those that agents report now, and those in the statuses of the
 * pools. None of them is allocated. An address that no agent reports any longer is allocated again an hour after it was
 * found: only an agent that is about to bind it asks for it.
 */
final class ForeignAddresses {
    /** The time for which an address that no agent reports is not tried again. */
    static final Duration RETRY = Duration.ofHours(1);

    private final Map<InetAddress, ForeignAddress> reported = new HashMap<>();
    private final Map<String, Map<InetAddress, ForeignAddress>> recorded = new HashMap<>();
    private final Set<InetAddress> all = new HashSet<>();
    private @Nullable Instant nextLookAt;

    /**
     * Reads reports and statuses.
     *
     * @param nodes every node
     * @param statuses the foreign addresses in the status of each pool, by its name
     * @param ranges the ranges of each pool, by its name
     */
    static ForeignAddresses of(
            Collection<NodeFacts> nodes,
            Map<String, List<ForeignAddress>> statuses,
            Map<String, PoolRanges> ranges,
            Instant now) {
        ForeignAddresses foreign = new ForeignAddresses();
        nodes.forEach(node -> foreign.report(node, now));
        Set<InetAddress> held = foreign.reported.isEmpty() && statuses.isEmpty() ? Set.of() : held(nodes);
        foreign.reported.keySet().removeAll(held);
        statuses.forEach((pool, entries) ->
                foreign.remember(pool, entries, ranges.getOrDefault(pool, PoolRanges.EMPTY), held, now));
        foreign.all.addAll(foreign.reported.keySet());
        foreign.recorded.values().forEach(addresses -> foreign.all.addAll(addresses.keySet()));
        return foreign;
    }

    /** Adds the report of a node, unless the report may be out of date. */
    private void report(NodeFacts node, Instant now) {
        VRRPRouterStatus status = node.router() == null ? null : node.router().status();
        if (status == null || !node.node().ready()) {
            return;
        }
        String since = now.truncatedTo(ChronoUnit.SECONDS).toString();
        for (VirtualRouterStatus router : status.virtualRouters()) {
            for (AddressInUse used : router.addressesInUse()) {
                InetAddress address = parse(used.address());
                if (address != null) {
                    ForeignAddress entry =
                            new ForeignAddress(AddressText.format(address), used.mac(), node.name(), since);
                    reported.merge(
                            address, entry, (one, other) -> one.node().compareTo(other.node()) <= 0 ? one : other);
                }
            }
        }
    }

    /** What nodes hold is not foreign, although another node may see it so while it receives no VRRP. */
    private static Set<InetAddress> held(Collection<NodeFacts> nodes) {
        Set<InetAddress> held = new HashSet<>();
        for (NodeFacts node : nodes) {
            VRRPRouterStatus status =
                    node.router() == null ? null : node.router().status();
            if (status != null) {
                status.virtualRouters().stream()
                        .filter(router ->
                                RouterState.ACTIVE.is(router.state()) || RouterState.RELEASING.is(router.state()))
                        .forEach(router -> held.addAll(ReadableAddresses.of(router.addresses())));
            }
        }
        return held;
    }

    private void remember(
            String pool, List<ForeignAddress> entries, PoolRanges ranges, Set<InetAddress> held, Instant now) {
        Map<InetAddress, ForeignAddress> kept = new HashMap<>();
        for (ForeignAddress entry : entries) {
            InetAddress address = parse(entry.address());
            if (address == null || !ranges.holds(address) || held.contains(address)) {
                continue;
            }
            Instant until = since(entry).plus(RETRY);
            if (reported.containsKey(address)) {
                kept.put(address, entry);
            } else if (now.isBefore(until)) {
                kept.put(address, entry);
                nextLookAt = nextLookAt == null || until.isBefore(nextLookAt) ? until : nextLookAt;
            }
        }
        recorded.put(pool, kept);
    }

    private static Instant since(ForeignAddress entry) {
        try {
            return entry.since() == null ? Instant.EPOCH : Instant.parse(entry.since());
        } catch (DateTimeParseException _) {
            return Instant.EPOCH;
        }
    }

    private static @Nullable InetAddress parse(@Nullable String text) {
        try {
            return text == null ? null : AddressText.parse(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Whether an address is not to be allocated. */
    boolean has(InetAddress address) {
        return all.contains(address);
    }

    /** Returns the number of these addresses. */
    int size() {
        return all.size();
    }

    /** Returns these addresses. */
    Set<InetAddress> all() {
        return all;
    }

    /**
     * Whether the status of a pool records an address. Only then it is exchanged, so that an operator that is restarted
     * does not choose it again. The report of an agent is not enough, and no longer needed: it ends with the exchange.
     */
    boolean isRecorded(String pool, InetAddress address) {
        return recorded.getOrDefault(pool, Map.of()).containsKey(address);
    }

    /** Returns the entries for the status of a pool, ordered by address; of too many those that were found last. */
    List<ForeignAddress> ofPool(String pool, PoolRanges ranges) {
        Map<InetAddress, ForeignAddress> entries = new HashMap<>(recorded.getOrDefault(pool, Map.of()));
        reported.forEach((address, found) -> {
            if (ranges.holds(address)) {
                entries.merge(address, found, ForeignAddresses::updated);
            }
        });
        return entries.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<InetAddress, ForeignAddress> entry) -> !reported.containsKey(entry.getKey()))
                        .thenComparing(entry -> since(entry.getValue()), Comparator.reverseOrder())
                        .thenComparing(entry -> AddressRange.number(entry.getKey())))
                .limit(VirtualIPPoolStatus.MAX_FOREIGN)
                .sorted(Comparator.comparingInt((Map.Entry<InetAddress, ForeignAddress> entry) ->
                                entry.getKey().getAddress().length)
                        .thenComparing(entry -> AddressRange.number(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The entry with another holder, if that changed; its time stays. */
    private static ForeignAddress updated(ForeignAddress before, ForeignAddress found) {
        boolean same = found.mac() == null || found.mac().equals(before.mac());
        return same ? before : new ForeignAddress(found.address(), found.mac(), found.node(), before.since());
    }

    /** Returns the time at which an address may be allocated again; null: never. */
    @Nullable
    Instant nextLookAt() {
        return nextLookAt;
    }
}
