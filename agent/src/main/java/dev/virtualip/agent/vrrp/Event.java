package dev.virtualip.agent.vrrp;

import java.net.InetAddress;

/** An event of a virtual router, with the instant at which it is handled. */
public sealed interface Event {

    /** The instant, in nanoseconds of the monotonic clock. */
    long nowNanos();

    /** It may take part: the interface is up and settled, and there is an address to send from. */
    record Started(long nowNanos) implements Event {}

    /**
     * A well-formed advertisement for it, from another router that is allowed to send.
     *
     * @param nowNanos the instant
     * @param source the sender
     * @param advertisement its content
     * @param stale whether it was queued while this process slept: it may demote, never confirm
     */
    record Heard(long nowNanos, InetAddress source, Advertisement advertisement, boolean stale) implements Event {}

    /** Another host announced one of its addresses by ARP or neighbor advertisement. */
    record Claimed(long nowNanos, InetAddress address) implements Event {}

    /** Its deadline has come. */
    record TimerFired(long nowNanos) implements Event {}

    /** Its settings changed in a way that can be carried on; the step is given the new ones. */
    record Reconfigured(long nowNanos, RouterSettings previous) implements Event {}

    /** Hand over in order if Active, and stay as a Backup. */
    record ReleaseRequested(long nowNanos, Reason reason) implements Event {}

    /** Leave in order, for good. */
    record Stopped(long nowNanos, Reason reason) implements Event {}

    /** Something it cannot do without is gone: it leaves at once. */
    record Failed(long nowNanos, Reason reason) implements Event {}

    /** The process or the machine slept so long that peers may have taken over. */
    record Paused(long nowNanos) implements Event {}

    /** Every member of its move group is ready to take over. */
    record GroupReady(long nowNanos) implements Event {}

    /** Another member of its move group is no longer Active. */
    record GroupLeft(long nowNanos) implements Event {}
}
