package dev.virtualip.agent.vrrp;

/**
 * Decides whether a Backup takes over from a living Active of lower priority (RFC 9568 section 6.1, Preempt_Mode).
 *
 * @param enabled whether it does
 * @param delayNanos how long it waits from the first advertisement it would preempt, at least 0; holds a preemption,
 *     never a takeover from a router that fell silent
 */
public record Preemption(boolean enabled, long delayNanos) {
    /** Preempts without delay: the default. */
    public static final Preemption ALWAYS = new Preemption(true, 0);

    /** Never preempts, save a router that is withdrawn. */
    public static final Preemption NEVER = new Preemption(false, 0);
}
