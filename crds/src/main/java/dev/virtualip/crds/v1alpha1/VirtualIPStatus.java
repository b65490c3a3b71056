package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.virtualip.crds.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State of a VirtualIP, which the operator derives from the statuses of the nodes.
 *
 * @param observedGeneration the generation of the spec that this status describes
 * @param conditions Accepted: it can be carried out; Programmed: all its nodes run it; Ready: one node answers;
 *     Degraded: it answers, but there is no backup or a conflict
 * @param effective the settings in force after the VirtualIP, its pool's template and the defaults
 * @param activeNode the node that answers; several, joined by commas, if its virtual routers are apart
 * @param interfaceName the interface that it answers on
 * @param virtualRouterID the Virtual Router ID, given or allocated and kept
 * @param addresses the addresses with the prefixes that were given
 * @param answeredAddresses those addresses that a node has answered for at least once, without prefixes; they are never
 *     exchanged for others of the pool
 * @param addressSummary the first address and how many more
 * @param backupSummary the nodes that can take over
 * @param virtualRouters one for each family
 * @param lastMove the last change of the active node
 * @param move the planned move that is requested or under way; null: none
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
        List<String> answeredAddresses,
        @Nullable String addressSummary,
        @Nullable String backupSummary,
        List<RouterSummary> virtualRouters,
        @Nullable Move lastMove,
        @Nullable PlannedMove move,
        @Nullable Long moves) {

    /** Keeps copies of the lists. */
    public VirtualIPStatus {
        conditions = Lists.copyOrEmpty(conditions);
        addresses = Lists.copyOrEmpty(addresses);
        answeredAddresses = Lists.copyOrEmpty(answeredAddresses);
        virtualRouters = Lists.copyOrEmpty(virtualRouters);
    }

    /** The status of an object that has none yet. */
    public static VirtualIPStatus none() {
        return builder().build();
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
     * @param vrrpInterface the interface of its advertisements; null: the same
     * @param state Initialize, Backup, Active or Releasing; null: it has not said
     * @param priority the planned priority
     * @param effectivePriority the priority that it has while health checks fail; null: the planned one
     * @param since when the state began, by that node's clock
     * @param stale whether another node has taken over from it since it reported that
     * @param failedHealthChecks the names of the health checks that fail there
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record NodeSummary(
            String name,
            @JsonProperty("interface") String interfaceName,
            @Nullable String vrrpInterface,
            @Nullable String state,
            int priority,
            @Nullable Integer effectivePriority,
            @Nullable String since,
            boolean stale,
            List<String> failedHealthChecks) {

        /** Keeps a copy of the list. */
        public NodeSummary {
            failedHealthChecks = Lists.copyOrEmpty(failedHealthChecks);
        }
    }

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

    /**
     * A planned move: requested by annotation, or by the maintenance or cordon of a node.
     *
     * @param to the node that is to answer; null: no other node can
     * @param phase Waiting, Preparing, Releasing, Done or Refused
     * @param startedAt when the operator first saw the request, RFC 3339
     * @param message what it waits for, why it is refused, and who moves along
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PlannedMove(@Nullable String to, String phase, String startedAt, String message) {}

    /** Phases of a planned move, as the status of a VirtualIP shows them. */
    public enum MovePhase {
        /** The move can begin when something else has happened, such as other moves of the node. */
        WAITING("Waiting"),
        /** The target becomes a candidate, gets the highest priority of the Backups, and has to receive the Active. */
        PREPARING("Preparing"),
        /** The Active was told to hand over to the target. */
        RELEASING("Releasing"),
        /** The target answers, or did so once. */
        DONE("Done"),
        /** The move is not safe or not possible; the address stays. */
        REFUSED("Refused");

        private final String text;

        MovePhase(String text) {
            this.text = text;
        }

        /** The text that the API shows. */
        public String text() {
            return text;
        }

        /** Whether a status shows this phase. */
        public boolean is(@Nullable String other) {
            return text.equals(other);
        }
    }

    /** A builder in which nothing is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with the values of this status. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.observedGeneration = observedGeneration;
        builder.conditions = conditions;
        builder.effective = effective;
        builder.activeNode = activeNode;
        builder.interfaceName = interfaceName;
        builder.virtualRouterID = virtualRouterID;
        builder.addresses = addresses;
        builder.answeredAddresses = answeredAddresses;
        builder.addressSummary = addressSummary;
        builder.backupSummary = backupSummary;
        builder.virtualRouters = virtualRouters;
        builder.lastMove = lastMove;
        builder.move = move;
        builder.moves = moves;
        return builder;
    }

    /** Builds a status by the names of its fields. */
    public static final class Builder {
        private @Nullable Long observedGeneration;
        private List<Condition> conditions = List.of();
        private @Nullable EffectiveSettings effective;
        private @Nullable String activeNode;
        private @Nullable String interfaceName;
        private @Nullable Integer virtualRouterID;
        private List<String> addresses = List.of();
        private List<String> answeredAddresses = List.of();
        private @Nullable String addressSummary;
        private @Nullable String backupSummary;
        private List<RouterSummary> virtualRouters = List.of();
        private @Nullable Move lastMove;
        private @Nullable PlannedMove move;
        private @Nullable Long moves;

        private Builder() {}

        public Builder observedGeneration(@Nullable Long observedGeneration) {
            this.observedGeneration = observedGeneration;
            return this;
        }

        public Builder conditions(List<Condition> conditions) {
            this.conditions = conditions;
            return this;
        }

        public Builder effective(@Nullable EffectiveSettings effective) {
            this.effective = effective;
            return this;
        }

        public Builder activeNode(@Nullable String activeNode) {
            this.activeNode = activeNode;
            return this;
        }

        public Builder interfaceName(@Nullable String interfaceName) {
            this.interfaceName = interfaceName;
            return this;
        }

        public Builder virtualRouterID(@Nullable Integer virtualRouterID) {
            this.virtualRouterID = virtualRouterID;
            return this;
        }

        public Builder addresses(List<String> addresses) {
            this.addresses = addresses;
            return this;
        }

        public Builder answeredAddresses(List<String> answeredAddresses) {
            this.answeredAddresses = answeredAddresses;
            return this;
        }

        public Builder addressSummary(@Nullable String addressSummary) {
            this.addressSummary = addressSummary;
            return this;
        }

        public Builder backupSummary(@Nullable String backupSummary) {
            this.backupSummary = backupSummary;
            return this;
        }

        public Builder virtualRouters(List<RouterSummary> virtualRouters) {
            this.virtualRouters = virtualRouters;
            return this;
        }

        public Builder lastMove(@Nullable Move lastMove) {
            this.lastMove = lastMove;
            return this;
        }

        public Builder move(@Nullable PlannedMove move) {
            this.move = move;
            return this;
        }

        public Builder moves(@Nullable Long moves) {
            this.moves = moves;
            return this;
        }

        public VirtualIPStatus build() {
            return new VirtualIPStatus(
                    observedGeneration,
                    conditions,
                    effective,
                    activeNode,
                    interfaceName,
                    virtualRouterID,
                    addresses,
                    answeredAddresses,
                    addressSummary,
                    backupSummary,
                    virtualRouters,
                    lastMove,
                    move,
                    moves);
        }
    }
}
