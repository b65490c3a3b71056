package dev.virtualip.crds.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * An interface and the test packets on it in one family.
 *
 * @param interfaceName the interface
 * @param family IPv4 or IPv6
 * @param source the address that the test advertisements came from
 * @param subnets the subnets of the interface
 * @param mtu in bytes
 * @param sent how many test advertisements left
 * @param sendError why none left; empty: they did
 * @param receives whether the host's own test advertisement came back through its firewall
 * @param unicastTo the addresses that unicast was sent to
 * @param heard the other hosts whose test advertisements arrived
 * @param routers other VRRP routers
 * @param holders the hosts that answer for virtual addresses
 */
public record ProbedLink(
        @JsonProperty("interface") String interfaceName,
        String family,
        String source,
        List<String> subnets,
        int mtu,
        int sent,
        String sendError,
        boolean receives,
        List<String> unicastTo,
        List<HeardProbe> heard,
        List<AdvertisingRouter> routers,
        List<AddressHolder> holders) {

    /** Keeps copies of the lists. */
    public ProbedLink {
        subnets = List.copyOf(subnets);
        unicastTo = List.copyOf(unicastTo);
        heard = List.copyOf(heard);
        routers = List.copyOf(routers);
        holders = List.copyOf(holders);
    }

    /** Whether a test advertisement left. */
    public boolean sends() {
        return sent > 0 && sendError.isEmpty();
    }
}
