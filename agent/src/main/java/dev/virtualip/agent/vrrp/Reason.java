package dev.virtualip.agent.vrrp;

/** The reason for a change of state; one name from the state machine to status, journal, metrics and logs. */
public enum Reason {
    /** It began to take part. */
    STARTED("Started"),
    /** It owns the addresses (priority 255) and takes over without waiting. */
    OWNER("Owner"),
    /** The Active fell silent for Active_Down_Interval, or there was none. */
    PEER_TIMEOUT("PeerTimeout"),
    /** The Active said by priority 0 that it stops. */
    PEER_STOPPED("PeerStopped"),
    /** The Active has a lower priority. */
    PREEMPTING("Preempting"),
    /** The Active is at priority 1: its own health check withdrew it. */
    PEER_WITHDRAWN("PeerWithdrawn"),
    /** A router of higher priority, or of equal priority and higher address, advertises. */
    SUPERIOR_PEER("SuperiorPeer"),
    /** A planned move was requested. */
    MOVE_REQUESTED("MoveRequested"),
    /** A health check of this router failed. */
    HEALTH_CHECK_FAILED("HealthCheckFailed"),
    /** The interface is down, without carrier, gone, or part of another one. */
    LINK_DOWN("LinkDown"),
    /** The interface has no address to send from. */
    ADDRESS_MISSING("AddressMissing"),
    /** Another program on this host kept removing the addresses. */
    ADDRESS_STOLEN("AddressStolen"),
    /** This process, or the machine, slept longer than its peers wait. */
    PAUSED("Paused"),
    /** Another member of its move group left, or all are ready. */
    GROUP_MEMBER("GroupMember"),
    /** Its configuration changed in a way that cannot be carried on. */
    CONFIG_CHANGED("ConfigChanged"),
    /** The agent stops. */
    STOPPED("Stopped");

    private final String label;

    Reason(String label) {
        this.label = label;
    }

    /** The name that users see. */
    public String label() {
        return label;
    }
}
