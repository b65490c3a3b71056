package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a VirtualIP, put together by the operator from the statuses of the nodes.
 *
 * @param observedGeneration the generation that this speaks of
 * @param conditions Accepted: it can be carried out; Programmed: all its nodes run it; Ready: one node answers;
 *     Degraded: it answers, but nobody stands by, or there is a conflict
 * @param effective what holds after the VirtualIP, its pool's template and the defaults
 * @param activeNode the node that answers; several, joined by commas, if its virtual routers are apart
 * @param interfaceName the interface that it answers on
 * @param virtualRouterID the Virtual Router ID, given or allocated and kept
 * @param addresses the addresses with the prefixes that were given
 * @param addressSummary the first address and how many more
 * @param backupSummary the nodes that stand by
 * @param virtualRouters one for each family
 * @param lastMove how it came to where it is
 * @param moves how often it moved from one node to another
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VirtualIPStatus(
        @Nullable Long observedGeneration,
        List<Condition> conditions,
        @Nullable EffectiveSettings effective,
        @Nullable String activeNode,
        @JsonProperty("interface") @Nullable String interfaceName,
        @Nullable Integer virtualRouterID,
        List<String> addresses,
        @Nullable String addressSummary,
        @Nullable String backupSummary,
        List<RouterSummary> virtualRouters,
        @Nullable Move lastMove,
        @Nullable Long moves) {

    /** Keeps copies of the lists. */
    public VirtualIPStatus {
        conditions = Lists.copyOrEmpty(conditions);
        addresses = Lists.copyOrEmpty(addresses);
        virtualRouters = Lists.copyOrEmpty(virtualRouters);
    }

    /** What an object says that has no status yet. */
    public static VirtualIPStatus none() {
        return new VirtualIPStatus(
                null, List.of(), null, null, null, null, List.of(), null, null, List.of(), null, null);
    }

    /**
     * One of its virtual routers.
     *
     * @param name as the nodes have it
     * @param family IPv4 or IPv6
     * @param virtualRouterID 1..255
     * @param activeNode the node that answers; null: none
     * @param sharedWith other VirtualIPs in the same virtual router
     * @param nodes the nodes that take part
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record RouterSummary(
            String name,
            String family,
            @Nullable Integer virtualRouterID,
            @Nullable String activeNode,
            List<String> sharedWith,
            List<NodeSummary> nodes) {

        /** Keeps copies of the lists. */
        public RouterSummary {
            sharedWith = Lists.copyOrEmpty(sharedWith);
            nodes = Lists.copyOrEmpty(nodes);
        }
    }

    /**
     * A node's part in a virtual router.
     *
     * @param name the node
     * @param interfaceName the interface there
     * @param state Initialize, Backup, Active or Releasing; null: it has not said
     * @param priority the priority that it was given
     * @param since when the state began, by that node's clock
     * @param stale whether another node has taken over from it since it said so
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NodeSummary(
            String name,
            @JsonProperty("interface") String interfaceName,
            @Nullable String state,
            int priority,
            @Nullable String since,
            boolean stale) {}

    /**
     * A move from one node to another.
     *
     * @param from the node that held it before; null: none did
     * @param to the node that holds it now
     * @param time when, by the clock of the node it came to
     * @param reason why, as that node says
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Move(@Nullable String from, String to, String time, String reason) {}
}
