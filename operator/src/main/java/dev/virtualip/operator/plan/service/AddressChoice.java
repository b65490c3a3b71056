package dev.virtualip.operator.plan.service;

import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.pool.AddressLedger;
import dev.virtualip.operator.plan.pool.PoolRanges;
import dev.virtualip.operator.plan.service.ServiceAnnotations.Setting;
import dev.virtualip.operator.plan.topology.LabelSelectors;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses pool and addresses for groups of Services. A group keeps what its VirtualIP has; without one, what nodes
 * serve under its name, then what the statuses of its Services say. Only then it takes a free address.
 */
final class AddressChoice {
    private static final boolean[] FAMILIES = {false, true};

    private final AddressLedger ledger;
    private final List<String> order;
    private final UnaryOperator<String> holders;

    /**
     * Creates a choice.
     *
     * @param holders describes the VirtualIP of a name as the holder of an address, for messages
     */
    AddressChoice(AddressLedger ledger, UnaryOperator<String> holders) {
        this.ledger = ledger;
        this.holders = holders;
        this.order = ledger.pools().entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, VirtualIPPoolSpec> pool) ->
                                -pool.getValue().priorityOrDefault())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** An outcome: either addresses of a pool, or a finding. */
    private record Outcome(
            String pool,
            List<InetAddress> addresses,
            @Nullable Finding finding) {}

    /** Whether a pool admits a Service. */
    static boolean admits(@Nullable VirtualIPPoolSpec pool, WantedService service) {
        return pool != null
                && LabelSelectors.matches(pool.namespaceSelector(), service.namespaceLabels())
                && LabelSelectors.matches(pool.serviceSelector(), service.labels());
    }

    /** Returns the pools that admit a Service, the one to take from first first. */
    List<String> admitting(WantedService service) {
        return order.stream()
                .filter(pool -> admits(ledger.pools().get(pool), service))
                .toList();
    }

    /** Keeps the addresses of the VirtualIP of a group; without one, those that nodes serve under its name. */
    void keep(ServiceGroup group) {
        if (group.existing() != null) {
            group.addresses().stream()
                    // A user's VirtualIP that names an address which nodes serve for the Service is refused.
                    .filter(address -> ledger.holder(address) == null
                            || ledger.servedAs(address).contains(group.name()))
                    .forEach(address -> ledger.take(group.name(), address));
            return;
        }
        Set<InetAddress> told = group.told();
        for (String pool : admitting(group.first().service())) {
            PoolRanges its = ledger.rangesOf(pool);
            for (boolean ipv6 : FAMILIES) {
                InetAddress served = group.address(ipv6) == null && isOf(group, pool)
                        ? ledger.served(group.name(), its, told, ipv6)
                        : null;
                if (served != null && its.holds(served)) {
                    give(group, pool, served);
                }
            }
        }
    }

    /** Gives a group the addresses that the statuses of its Services say, as far as they are free. */
    void recall(ServiceGroup group) {
        if (group.existing() != null) {
            return;
        }
        List<InetAddress> told = group.told().stream()
                .sorted(Comparator.comparing(InetAddress::getHostAddress))
                .toList();
        for (String pool : admitting(group.first().service())) {
            PoolRanges its = ledger.rangesOf(pool);
            for (InetAddress address : told) {
                boolean ipv6 = ServiceRequest.isIpv6(address);
                if (group.wants(ipv6)
                        && group.address(ipv6) == null
                        && isOf(group, pool)
                        && its.holds(address)
                        && ledger.isFree(address)) {
                    give(group, pool, address);
                }
            }
        }
    }

    private static boolean isOf(ServiceGroup group, String pool) {
        return group.pool() == null || group.pool().equals(pool);
    }

    private void give(ServiceGroup group, String pool, InetAddress address) {
        group.setPool(pool);
        group.setAddress(address);
        ledger.take(group.name(), address);
    }

    /** Completes the addresses of a group, or refuses it; then it keeps what it has. */
    void complete(ServiceGroup group) {
        Outcome outcome = choose(group);
        group.refuse(outcome.finding());
        if (outcome.finding() == null) {
            group.setPool(outcome.pool());
            group.setAddresses(outcome.addresses());
            outcome.addresses().forEach(address -> ledger.take(group.name(), address));
            group.refuse(outside(group));
        }
    }

    private @Nullable Finding outside(ServiceGroup group) {
        String pool = Objects.requireNonNull(group.pool());
        List<InetAddress> outside = group.addresses().stream()
                .filter(address -> !ledger.rangesOf(pool).holds(address))
                .toList();
        return outside.isEmpty() ? null : ServiceFindings.poolShrunk(pool, outside);
    }

    private Outcome choose(ServiceGroup group) {
        WantedService service = group.first().service();
        Setting named = group.requestedPool();
        List<InetAddress> requested = requested(group);
        if (named != null && !ledger.pools().containsKey(named.text())) {
            return refused(ServiceFindings.poolNotFound(named));
        }
        if (named != null
                && !named.text().equals(group.pool())
                && !admits(ledger.pools().get(named.text()), service)) {
            return refused(ServiceFindings.poolNotAdmitting(named.text()));
        }
        if (!requested.isEmpty()) {
            List<String> pools = named == null ? admitting(service) : List.of(named.text());
            return pools.stream()
                    .filter(pool -> requested.stream().allMatch(ledger.rangesOf(pool)::holds))
                    .findFirst()
                    .map(pool -> first(group, List.of(pool)))
                    .orElseGet(() -> refused(
                            named == null
                                    ? outsideOf(pools, requested)
                                    : ServiceFindings.outsideOfPools(requested, pools)));
        }
        if (named != null) {
            return first(group, List.of(named.text()));
        }
        String kept = group.pool();
        if (kept != null) {
            return ledger.pools().containsKey(kept)
                    ? first(group, List.of(kept))
                    : refused(ServiceFindings.poolDeleted(kept));
        }
        List<String> automatic = admitting(service).stream()
                .filter(pool -> Objects.requireNonNull(ledger.pools().get(pool)).autoAssignOrDefault())
                .toList();
        return automatic.isEmpty()
                ? refused(ServiceFindings.noPool(new TreeSet<>(ledger.pools().keySet())))
                : first(group, automatic);
    }

    /** Why none of the pools that admit a Service has the addresses: another pool has them, or none does. */
    private Finding outsideOf(List<String> admitting, List<InetAddress> requested) {
        return ledger.pools().keySet().stream()
                .filter(pool -> requested.stream().allMatch(ledger.rangesOf(pool)::holds))
                .min(Comparator.naturalOrder())
                .map(pool -> ServiceFindings.ofPoolNotAdmitting(requested, pool))
                .orElseGet(() -> ServiceFindings.outsideOfPools(requested, admitting));
    }

    private static List<InetAddress> requested(ServiceGroup group) {
        List<InetAddress> requested = new ArrayList<>(2);
        for (boolean ipv6 : FAMILIES) {
            InetAddress address = group.requested(ipv6);
            if (address != null) {
                requested.add(address);
            }
        }
        return requested;
    }

    private static Outcome refused(Finding finding) {
        return new Outcome("", List.of(), finding);
    }

    /** Takes from the first pool that has every family that is wanted, else from the first that has the needed ones. */
    private Outcome first(ServiceGroup group, List<String> pools) {
        Outcome outcome = null;
        for (boolean complete : new boolean[] {true, false}) {
            for (String pool : pools) {
                outcome = from(group, pool, complete, pools);
                if (outcome.finding() == null) {
                    return outcome;
                }
            }
        }
        return Objects.requireNonNull(outcome);
    }

    /**
     * Takes from one pool.
     *
     * @param complete whether a family of the pool that is wanted, but not needed, must not be exhausted
     * @param all the pools that are tried, for messages
     */
    private Outcome from(ServiceGroup group, String pool, boolean complete, List<String> all) {
        List<InetAddress> addresses = new ArrayList<>(2);
        Finding missing = null;
        for (boolean ipv6 : FAMILIES) {
            if (!group.wants(ipv6)) {
                continue;
            }
            InetAddress requested = group.requested(ipv6);
            Finding objection = requested == null ? null : objection(group, requested);
            if (objection != null) {
                return refused(objection);
            }
            InetAddress address = requested == null ? keptOrNext(group, pool, ipv6) : requested;
            if (address != null) {
                addresses.add(address);
                continue;
            }
            boolean has = all.stream().anyMatch(one -> ledger.rangesOf(one).has(ipv6));
            missing = has ? ServiceFindings.exhausted(all, ipv6) : ServiceFindings.withoutFamily(all, ipv6);
            if (group.first().requires(ipv6)
                    || (complete && ledger.rangesOf(pool).has(ipv6))) {
                return refused(missing);
            }
        }
        return addresses.isEmpty() ? refused(Objects.requireNonNull(missing)) : new Outcome(pool, addresses, null);
    }

    private @Nullable InetAddress keptOrNext(ServiceGroup group, String pool, boolean ipv6) {
        InetAddress kept = group.address(ipv6);
        boolean keeps = kept != null
                && group.name().equals(ledger.holder(kept))
                && (pool.equals(group.pool()) || ledger.rangesOf(pool).holds(kept))
                && (!ledger.isReserved(kept) || group.told().contains(kept));
        if (kept == null || !keeps) {
            return ledger.next(group.name(), pool, ipv6);
        }
        InetAddress other = isForeign(group, pool, kept) ? ledger.nextAfter(kept, group.name(), pool) : null;
        if (other == null) {
            return kept;
        }
        ledger.exchange(group.name(), kept, other);
        return other;
    }

    /** Whether another host answers for an address that never answered, and no Service has it in its status. */
    private boolean isForeign(ServiceGroup group, String pool, InetAddress address) {
        return group.existing() != null
                && !group.told().contains(address)
                && ledger.isForeign(pool, address, group.existing().status());
    }

    private @Nullable Finding objection(ServiceGroup group, InetAddress requested) {
        String holder = ledger.holder(requested);
        if (holder != null && !holder.equals(group.name())) {
            return ServiceFindings.inUse(requested, holders.apply(holder));
        }
        boolean its = requested.equals(group.address(ServiceRequest.isIpv6(requested)));
        return ledger.isReserved(requested) && !its ? ServiceFindings.reserved(requested) : null;
    }
}
