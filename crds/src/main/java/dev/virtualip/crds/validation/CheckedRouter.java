package dev.virtualip.crds.validation;

import dev.virtualip.crds.format.IpPrefix;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A virtual router whose addresses have been read.
 *
 * @param path its place in the document
 * @param router what the document says
 * @param addresses those of its addresses, extra ones included, that could be read
 */
record CheckedRouter(String path, VirtualRouter router, List<PlacedAddress> addresses) {

    /**
     * An address and its place in the document.
     *
     * @param path the place
     * @param prefix the address
     */
    record PlacedAddress(String path, IpPrefix prefix) {}

    /** The place of one of its fields. */
    String at(String field) {
        return path + "." + field;
    }

    /** The name for messages, also of a router that has none. */
    String label() {
        return router.name() == null ? path : router.name();
    }

    /** Whether it is of IPv6; null if none of its addresses could be read. */
    @Nullable
    Boolean ipv6() {
        return addresses.isEmpty() ? null : addresses.getFirst().prefix().isIpv6();
    }

    boolean isIpv6() {
        return Boolean.TRUE.equals(ipv6());
    }

    /** Its addresses, extra ones included, without their prefixes. */
    Set<InetAddress> hosts() {
        return addresses.stream().map(placed -> placed.prefix().address()).collect(Collectors.toSet());
    }
}
