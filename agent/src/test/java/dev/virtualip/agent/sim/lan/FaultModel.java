package dev.virtualip.agent.sim.lan;

/**
 * Faults of the LAN: frames that it loses, delays or repeats.
 *
 * @param loss the share of frames that are lost, 0..1
 * @param duplication the share of frames that arrive twice, 0..1
 * @param delayMinNanos every frame takes at least this long
 * @param delayMaxNanos and at most this long: more than the time between two frames means that they change places
 */
public record FaultModel(double loss, double duplication, long delayMinNanos, long delayMaxNanos) {
    /** A cable that does nothing but take a moment. */
    public static final FaultModel NONE = new FaultModel(0, 0, 50_000, 50_000);
}
