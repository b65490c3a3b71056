package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one virtual router on one node.
 *
 * @param name as in the spec
 * @param interfaceName the interface that it is on
 * @param virtualRouterID 1..255
 * @param addresses the addresses that it advertises, as in the spec
 * @param state Initialize, Backup, Active or Releasing
 * @param priority the priority in force
 * @param activeRouter the address of the Active that this node follows or is; null: none is known
 * @param otherActiveRouter the address of another router that goes on advertising while this one is Active; null: none
 * @param previousActiveRouter the address of the Active that this node took over from; null: none was known
 * @param sourceAddress the address that it sends from; null: it has none yet
 * @param since when the state began, RFC 3339
 * @param reason why the state began
 * @param transitions how often the state changed since the agent started
 * @param addressLifetime the effective lifetime of the addresses in the kernel; null: none is bound
 * @param healthChecks the results of the health checks
 * @param conditions what keeps it from its work; empty when all is well
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VirtualRouterStatus(
        String name,
        @JsonProperty("interface") @Nullable String interfaceName,
        @Nullable Integer virtualRouterID,
        List<String> addresses,
        String state,
        int priority,
        @Nullable String activeRouter,
        @Nullable String otherActiveRouter,
        @Nullable String previousActiveRouter,
        @Nullable String sourceAddress,
        String since,
        String reason,
        long transitions,
        @Nullable String addressLifetime,
        List<HealthCheckStatus> healthChecks,
        List<Condition> conditions) {

    /** Keeps copies of the lists. */
    public VirtualRouterStatus {
        addresses = Lists.copyOrEmpty(addresses);
        healthChecks = Lists.copyOrEmpty(healthChecks);
        conditions = Lists.copyOrEmpty(conditions);
    }

    /**
     * The result of one health check.
     *
     * @param name as in the spec
     * @param healthy whether it passes
     */
    public record HealthCheckStatus(String name, boolean healthy) {}
}
