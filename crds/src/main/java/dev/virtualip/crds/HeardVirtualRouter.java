package dev.virtualip.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A virtual router of somebody else, heard on the link.
 *
 * @param interfaceName where it was heard
 * @param virtualRouterID 1..255
 * @param source the address that it was heard from
 * @param version 2 or 3
 */
public record HeardVirtualRouter(
        @JsonProperty("interface") String interfaceName, int virtualRouterID, String source, int version) {}
