package dev.virtualip.agent.sim;

import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.wire.MacAddress;

/**
 * What is different from host to host, beside the settings of its virtual router.
 *
 * @param mac its Ethernet address
 * @param checksum the form that it sends
 * @param lifetimeNanos how long its kernel keeps an address that is not renewed
 * @param clockOriginNanos what its monotonic clock showed when the simulation began
 */
record Machine(MacAddress mac, ChecksumForm checksum, long lifetimeNanos, long clockOriginNanos) {
    static MacAddress mac(int number) {
        return new MacAddress(0x0200_0000_0000L + number);
    }
}
