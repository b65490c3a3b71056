package dev.virtualip.agent.node;

/**
 * Specification of one health check of a virtual router, validated and with all defaults filled in.
 *
 * @param name unique in the virtual router
 * @param target what is checked
 * @param periodNanos the time between two checks
 * @param timeoutNanos how long an answer may take; less than the period
 * @param failureThreshold how many checks in a row must fail until it counts as failed
 * @param successThreshold how many checks in a row must pass until it counts as passed again
 * @param effect the effect of a failure
 * @param penalty how much {@link Effect#LOWER} subtracts from the priority, 1..253
 */
public record HealthCheckSpec(
        String name,
        HealthCheckTarget target,
        long periodNanos,
        long timeoutNanos,
        int failureThreshold,
        int successThreshold,
        Effect effect,
        int penalty) {

    /** The effect of a failed check. */
    public enum Effect {
        /** Hands the addresses over, and stays a Backup with priority 1. */
        WITHDRAW,
        /** Subtracts the penalty from the priority, which stays at least 2. */
        LOWER
    }
}
