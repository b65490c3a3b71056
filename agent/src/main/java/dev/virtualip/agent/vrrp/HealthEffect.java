package dev.virtualip.agent.vrrp;

/**
 * Effect of health checks on a virtual router. All members of a move group have the same, so that their priorities stay
 * equal.
 *
 * @param awaitingVerdict whether it has just begun and its health is not known: it does not take over yet
 * @param withdrawn whether it is to be Active only if no other router is
 * @param penalty how much is subtracted from its priority, at least 0
 */
public record HealthEffect(boolean awaitingVerdict, boolean withdrawn, int penalty) {
    /** Every check passes, or there is none. */
    public static final HealthEffect NONE = new HealthEffect(false, false, 0);

    /** The lowest priority of a router that is not withdrawn. */
    private static final int PRIORITY_LOWEST = Advertisement.PRIORITY_WITHDRAWN + 1;

    /**
     * The priority in force. The priority of an owner (255) names the host that owns the address, not how well it works
     * (RFC 9568 section 5.2.4): a penalty does not lower it, a withdrawal takes it away.
     *
     * @param configured the configured priority, 1..255
     */
    public int priority(int configured) {
        if (withdrawn) {
            return Advertisement.PRIORITY_WITHDRAWN;
        }
        boolean owner = configured == Advertisement.PRIORITY_OWNER;
        return owner ? configured : Math.min(configured, Math.max(PRIORITY_LOWEST, configured - penalty));
    }
}
