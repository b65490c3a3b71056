package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.virtualip.crds.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State of one virtual router on one node.
 *
 * @param name as in the spec
 * @param interfaceName the interface that it is on
 * @param vrrpInterface the interface that its advertisements use; null: the same
 * @param virtualRouterID 1..255
 * @param addresses the addresses that it advertises, as in the spec
 * @param state Initialize, Backup, Active or Releasing
 * @param priority the priority of the spec that the agent carries out
 * @param effectivePriority the priority that it has while health checks fail; null: that of the spec
 * @param activeRouter the address of the Active that this node follows or is; null: none is known
 * @param otherActiveRouter the address of another router that still advertises while this one is Active; null: none
 * @param previousActiveRouter the address of the Active that this node took over from; null: none was known
 * @param sourceAddress the address that it sends from; null: it has none yet
 * @param since when the state began, RFC 3339
 * @param reason why the state began
 * @param transitions how often the state changed since the agent started
 * @param addressLifetime the effective lifetime of the addresses in the kernel; null: none is bound
 * @param healthChecks the results of the health checks
 * @param addressesInUse addresses that it does not bind, because another host answers for them
 * @param conditions what keeps it from its work; empty when all is well
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VirtualRouterStatus(
        String name,
        @JsonProperty("interface") @Nullable String interfaceName,
        @Nullable String vrrpInterface,
        @Nullable Integer virtualRouterID,
        List<String> addresses,
        String state,
        int priority,
        @Nullable Integer effectivePriority,
        @Nullable String activeRouter,
        @Nullable String otherActiveRouter,
        @Nullable String previousActiveRouter,
        @Nullable String sourceAddress,
        String since,
        String reason,
        long transitions,
        @Nullable String addressLifetime,
        List<HealthCheckStatus> healthChecks,
        List<AddressInUse> addressesInUse,
        List<Condition> conditions) {

    /** Keeps copies of the lists. */
    public VirtualRouterStatus {
        addresses = Lists.copyOrEmpty(addresses);
        healthChecks = Lists.copyOrEmpty(healthChecks);
        addressesInUse = Lists.copyOrEmpty(addressesInUse);
        conditions = Lists.copyOrEmpty(conditions);
    }

    /**
     * The result of one health check.
     *
     * @param name as in the spec
     * @param healthy whether it passes; null: there is no verdict yet
     * @param since when it began to pass or to fail, RFC 3339; null: there is no verdict yet
     * @param lastError why it failed last; null: it has not failed since it began to pass
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HealthCheckStatus(
            String name,
            @Nullable Boolean healthy,
            @Nullable String since,
            @Nullable String lastError) {}

    /**
     * Address that another host answers for.
     *
     * @param address the address, without a prefix
     * @param mac the MAC address of that host; null: not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AddressInUse(String address, @Nullable String mac) {}

    /** The priority that it has now. */
    public int effectivePriorityOrDefault() {
        return effectivePriority == null ? priority : effectivePriority;
    }

    /** The interface that its advertisements use; null: not known. */
    public @Nullable String vrrpInterfaceOrDefault() {
        return vrrpInterface == null ? interfaceName : vrrpInterface;
    }

    /** A builder in which nothing is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with the values of this status. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.name = name;
        builder.interfaceName = interfaceName;
        builder.vrrpInterface = vrrpInterface;
        builder.virtualRouterID = virtualRouterID;
        builder.addresses = addresses;
        builder.state = state;
        builder.priority = priority;
        builder.effectivePriority = effectivePriority;
        builder.activeRouter = activeRouter;
        builder.otherActiveRouter = otherActiveRouter;
        builder.previousActiveRouter = previousActiveRouter;
        builder.sourceAddress = sourceAddress;
        builder.since = since;
        builder.reason = reason;
        builder.transitions = transitions;
        builder.addressLifetime = addressLifetime;
        builder.healthChecks = healthChecks;
        builder.addressesInUse = addressesInUse;
        builder.conditions = conditions;
        return builder;
    }

    /** Builds a status by the names of its fields. */
    public static final class Builder {
        private String name = "";
        private @Nullable String interfaceName;
        private @Nullable String vrrpInterface;
        private @Nullable Integer virtualRouterID;
        private List<String> addresses = List.of();
        private String state = "";
        private int priority;
        private @Nullable Integer effectivePriority;
        private @Nullable String activeRouter;
        private @Nullable String otherActiveRouter;
        private @Nullable String previousActiveRouter;
        private @Nullable String sourceAddress;
        private String since = "";
        private String reason = "";
        private long transitions;
        private @Nullable String addressLifetime;
        private List<HealthCheckStatus> healthChecks = List.of();
        private List<AddressInUse> addressesInUse = List.of();
        private List<Condition> conditions = List.of();

        private Builder() {}

        public Builder name(String name) {
            this.name = name;
            return this;
        }

        public Builder interfaceName(@Nullable String interfaceName) {
            this.interfaceName = interfaceName;
            return this;
        }

        public Builder vrrpInterface(@Nullable String vrrpInterface) {
            this.vrrpInterface = vrrpInterface;
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

        public Builder state(String state) {
            this.state = state;
            return this;
        }

        public Builder priority(int priority) {
            this.priority = priority;
            return this;
        }

        public Builder effectivePriority(@Nullable Integer effectivePriority) {
            this.effectivePriority = effectivePriority;
            return this;
        }

        public Builder activeRouter(@Nullable String activeRouter) {
            this.activeRouter = activeRouter;
            return this;
        }

        public Builder otherActiveRouter(@Nullable String otherActiveRouter) {
            this.otherActiveRouter = otherActiveRouter;
            return this;
        }

        public Builder previousActiveRouter(@Nullable String previousActiveRouter) {
            this.previousActiveRouter = previousActiveRouter;
            return this;
        }

        public Builder sourceAddress(@Nullable String sourceAddress) {
            this.sourceAddress = sourceAddress;
            return this;
        }

        public Builder since(String since) {
            this.since = since;
            return this;
        }

        public Builder reason(String reason) {
            this.reason = reason;
            return this;
        }

        public Builder transitions(long transitions) {
            this.transitions = transitions;
            return this;
        }

        public Builder addressLifetime(@Nullable String addressLifetime) {
            this.addressLifetime = addressLifetime;
            return this;
        }

        public Builder healthChecks(List<HealthCheckStatus> healthChecks) {
            this.healthChecks = healthChecks;
            return this;
        }

        public Builder addressesInUse(List<AddressInUse> addressesInUse) {
            this.addressesInUse = addressesInUse;
            return this;
        }

        public Builder conditions(List<Condition> conditions) {
            this.conditions = conditions;
            return this;
        }

        public VirtualRouterStatus build() {
            return new VirtualRouterStatus(
                    name,
                    interfaceName,
                    vrrpInterface,
                    virtualRouterID,
                    addresses,
                    state,
                    priority,
                    effectivePriority,
                    activeRouter,
                    otherActiveRouter,
                    previousActiveRouter,
                    sourceAddress,
                    since,
                    reason,
                    transitions,
                    addressLifetime,
                    healthChecks,
                    addressesInUse,
                    conditions);
        }
    }
}
