package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Foreign virtual router whose advertisements were received on the link.
 *
 * @param interfaceName the interface that received it
 * @param virtualRouterID 1..255
 * @param source the source address of its advertisements
 * @param version 2 or 3
 */
public record HeardVirtualRouter(
        @JsonProperty("interface") String interfaceName, int virtualRouterID, String source, int version) {}
