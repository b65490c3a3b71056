package dev.virtualip.agent.netlink;

/** The operational state of a link (RFC 2863), in the order of the kernel's numbers. */
public enum OperationalState {
    /** The driver does not say. */
    UNKNOWN,
    /** A part is missing. */
    NOT_PRESENT,
    /** Down. */
    DOWN,
    /** The link below is down. */
    LOWER_LAYER_DOWN,
    /** Under test. */
    TESTING,
    /** Waits for a program outside the kernel, as for 802.1X. */
    DORMANT,
    /** Up. */
    UP;

    private static final OperationalState[] BY_NUMBER = values();

    static OperationalState of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
    }
}
