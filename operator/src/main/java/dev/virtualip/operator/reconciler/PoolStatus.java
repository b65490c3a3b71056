package dev.virtualip.operator.reconciler;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus.FamilyUsage;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus.ForeignAddress;
import dev.virtualip.operator.plan.model.PoolUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The status of a pool: the number of its addresses, and what a user should know about its ranges. Pure. */
final class PoolStatus {
    private static final int MAX_NAMES = 8;

    /** An Event is sent about each; foreign addresses have Events of their own. */
    private static final List<ConditionType> PROBLEMS =
            List.of(ConditionType.OVERLAPPING, ConditionType.CONTAINS_NODE_ADDRESS, ConditionType.EXHAUSTED);

    private final long generation;
    private final List<Condition> before;
    private final Instant now;

    private PoolStatus(long generation, List<Condition> before, Instant now) {
        this.generation = generation;
        this.before = before;
        this.now = now;
    }

    /**
     * The next status.
     *
     * @param usage the usage of the pool by the newest plan
     * @param previous the previous status; null: none
     */
    static VirtualIPPoolStatus next(
            PoolUsage usage, long generation, @Nullable VirtualIPPoolStatus previous, Instant now) {
        PoolStatus status = new PoolStatus(generation, previous == null ? List.of() : previous.conditions(), now);
        List<FamilyUsage> families = new ArrayList<>(2);
        addFamily(families, "IPv4", usage.ipv4());
        addFamily(families, "IPv6", usage.ipv6());
        List<ForeignAddress> foreign = foreign(usage.foreign(), previous == null ? List.of() : previous.foreign());
        return new VirtualIPPoolStatus(
                generation,
                sum(usage.ipv4().total(), usage.ipv6().total()),
                sum(usage.ipv4().used(), usage.ipv6().used()),
                sum(usage.ipv4().free(), usage.ipv6().free()),
                families,
                foreign,
                status.conditions(usage, families, foreign));
    }

    /** The foreign addresses; an entry that was written since the plan began keeps its time. */
    private static List<ForeignAddress> foreign(List<ForeignAddress> found, List<ForeignAddress> before) {
        return found.stream()
                .map(entry -> before.stream()
                        .filter(known -> entry.address().equals(known.address())
                                && Objects.equals(entry.mac(), known.mac())
                                && known.since() != null)
                        .findFirst()
                        .orElse(entry))
                .toList();
    }

    private static void addFamily(List<FamilyUsage> families, String family, PoolUsage.Usage usage) {
        if (usage.total() > 0) {
            families.add(new FamilyUsage(family, usage.total(), usage.used(), usage.free()));
        }
    }

    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    private List<Condition> conditions(PoolUsage usage, List<FamilyUsage> families, List<ForeignAddress> foreign) {
        List<String> full = families.stream()
                .filter(family -> family.free() == 0)
                .map(FamilyUsage::family)
                .toList();
        boolean ready = full.size() < families.size();
        String free = full.isEmpty()
                ? "Addresses are free"
                : "No %s address is free: extend spec.ranges, or delete VirtualIPs that use the pool"
                        .formatted(String.join(" and no ", full));
        String waiting = usage.waiting().isEmpty() ? "" : "; waiting for one: " + listed(usage.waiting());
        ConditionReason exhaustion = full.isEmpty() ? ConditionReason.ADDRESSES_FREE : ConditionReason.POOL_EXHAUSTED;
        List<Condition> conditions = new ArrayList<>();
        conditions.add(condition(
                ConditionType.READY,
                ready,
                ready ? ConditionReason.ADDRESSES_FREE : ConditionReason.POOL_EXHAUSTED,
                free + waiting));
        conditions.add(condition(ConditionType.EXHAUSTED, !full.isEmpty(), exhaustion, free + waiting));
        conditions.add(listing(
                ConditionType.OVERLAPPING,
                usage.overlapping(),
                ConditionReason.RANGES_OVERLAP,
                "Pools with addresses in common: %s; no address is allocated twice; make the ranges disjoint",
                ConditionReason.DISJOINT,
                "No other pool has an address in common with this one"));
        conditions.add(listing(
                ConditionType.CONTAINS_NODE_ADDRESS,
                usage.nodeAddresses(),
                ConditionReason.NODE_ADDRESS,
                "Addresses of nodes in the ranges, which are not allocated: %s; take them out of the ranges",
                ConditionReason.NO_NODE_ADDRESS,
                "No node has an address in the ranges"));
        conditions.add(listing(
                ConditionType.FOREIGN_ADDRESSES,
                foreign.stream().map(PoolStatus::described).toList(),
                ConditionReason.FOREIGN_ADDRESS,
                "Other hosts answer for addresses in the ranges, which are not allocated: %s; take the addresses off"
                        + " these hosts, or take them out of the ranges",
                ConditionReason.NO_FOREIGN_ADDRESS,
                "No other host is known to answer for an address in the ranges"));
        return conditions;
    }

    /** Returns the conditions about problems of the ranges that hold now, and did not or said something else before. */
    static List<Condition> newProblems(@Nullable VirtualIPPoolStatus before, VirtualIPPoolStatus now) {
        List<Condition> known = before == null ? List.of() : before.conditions();
        return now.conditions().stream()
                .filter(condition -> PROBLEMS.stream().anyMatch(type -> type.is(condition.type())))
                .filter(condition -> ConditionStatus.TRUE.is(condition.status()))
                .filter(condition -> known.stream()
                        .noneMatch(old -> condition.type().equals(old.type())
                                && condition.status().equals(old.status())
                                && (ConditionType.EXHAUSTED.is(old.type())
                                        || condition.message().equals(old.message()))))
                .toList();
    }

    /** A foreign address and its host, for people. */
    static String described(ForeignAddress foreign) {
        return foreign.mac() == null
                ? foreign.address()
                : "%s (host with the MAC address %s, found by %s)"
                        .formatted(foreign.address(), foreign.mac(), foreign.node());
    }

    /** A condition that holds if there is something to list. */
    private Condition listing(
            ConditionType type,
            List<String> names,
            ConditionReason found,
            String foundMessage,
            ConditionReason none,
            String noneMessage) {
        return names.isEmpty()
                ? condition(type, false, none, noneMessage)
                : condition(type, true, found, foundMessage.formatted(listed(names)));
    }

    private static String listed(List<String> names) {
        return names.size() <= MAX_NAMES
                ? String.join(", ", names)
                : "%s and %d more".formatted(String.join(", ", names.subList(0, MAX_NAMES)), names.size() - MAX_NAMES);
    }

    private Condition condition(ConditionType type, boolean holds, ConditionReason reason, String message) {
        ConditionStatus status = holds ? ConditionStatus.TRUE : ConditionStatus.FALSE;
        Condition last = before.stream()
                .filter(condition -> type.is(condition.type()))
                .findFirst()
                .orElse(null);
        return Condition.next(last, type.text(), status, reason.text(), message, now, generation);
    }
}
