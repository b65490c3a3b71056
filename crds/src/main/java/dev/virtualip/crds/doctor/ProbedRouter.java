package dev.virtualip.crds.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A virtual router as the probe knows it.
 *
 * @param name its name
 * @param interfaceName the interface of its addresses
 * @param vrrpInterface the interface of its advertisements
 * @param virtualRouterID 1..255
 * @param addresses its addresses without prefixes
 * @param bindPrefix whether its IPv4 addresses are bound with their prefix
 */
public record ProbedRouter(
        String name,
        @JsonProperty("interface") String interfaceName,
        String vrrpInterface,
        int virtualRouterID,
        List<String> addresses,
        boolean bindPrefix) {

    /** Keeps a copy of the list. */
    public ProbedRouter {
        addresses = List.copyOf(addresses);
    }
}
