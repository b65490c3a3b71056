package dev.virtualip.crds.v1alpha1;

import org.jspecify.annotations.Nullable;

/** Reasons of state transitions, as status, journal, metrics and log lines show them. */
public enum TransitionReason {
    /** The virtual router started. */
    STARTED("Started"),
    /** The node owns the addresses (priority 255) and does not wait for others. */
    OWNER("Owner"),
    /** The Active_Down_Timer expired: the Active went silent, or there was none. */
    PEER_TIMEOUT("PeerTimeout"),
    /** The Active sent priority 0: it stops. */
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
    /** The interface is down, without carrier, missing, or a port of another interface. */
    LINK_DOWN("LinkDown"),
    /** The interface has no address to send from. */
    ADDRESS_MISSING("AddressMissing"),
    /** Another program on this host removed the addresses repeatedly. */
    ADDRESS_STOLEN("AddressStolen"),
    /** The process or the machine was suspended for longer than the peers wait. */
    PAUSED("Paused"),
    /** Another member of its move group left, or all of them are ready. */
    GROUP_MEMBER("GroupMember"),
    /** The configuration changed in a way that needs a restart of the virtual router. */
    CONFIG_CHANGED("ConfigChanged"),
    /** The agent stops. */
    STOPPED("Stopped");

    private final String text;

    TransitionReason(String text) {
        this.text = text;
    }

    /** The text that the API shows. */
    public String text() {
        return text;
    }

    /** Whether a status shows this reason. */
    public boolean is(@Nullable String other) {
        return text.equals(other);
    }

    /** The reason with this text; null: none, as a newer agent may report. */
    public static @Nullable TransitionReason of(@Nullable String text) {
        for (TransitionReason each : values()) {
            if (each.is(text)) {
                return each;
            }
        }
        return null;
    }
}
