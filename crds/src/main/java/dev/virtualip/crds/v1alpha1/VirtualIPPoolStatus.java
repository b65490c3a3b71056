package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.virtualip.crds.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Usage of a pool.
 *
 * @param observedGeneration the generation of the spec that this status describes
 * @param total how many addresses it has, of both families
 * @param used how many of them VirtualIPs have
 * @param free how many can still be allocated: the rest is used, or is a node's, a network's or a broadcast address
 * @param families the same by family
 * @param foreign addresses of the ranges that another host answers for; they are not allocated
 * @param conditions conditions of the pool
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VirtualIPPoolStatus(
        @Nullable Long observedGeneration,
        long total,
        long used,
        long free,
        List<FamilyUsage> families,
        List<ForeignAddress> foreign,
        List<Condition> conditions) {

    /** Keeps copies of the lists. */
    public VirtualIPPoolStatus {
        families = Lists.copyOrEmpty(families);
        foreign = Lists.copyOrEmpty(foreign);
        conditions = Lists.copyOrEmpty(conditions);
    }

    /**
     * Usage of the addresses of one family.
     *
     * @param family IPv4 or IPv6
     * @param total how many addresses the ranges have
     * @param used how many of them VirtualIPs have
     * @param free how many can still be allocated
     */
    public record FamilyUsage(String family, long total, long used, long free) {}

    /** How many foreign addresses are listed at most. */
    public static final int MAX_FOREIGN = 64;

    /**
     * Address that a host outside the project answers for.
     *
     * @param address the address
     * @param mac the MAC address of that host; null: not known
     * @param node the node whose agent found it
     * @param since when it was found first, RFC 3339
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ForeignAddress(String address, @Nullable String mac, String node, String since) {}
}
