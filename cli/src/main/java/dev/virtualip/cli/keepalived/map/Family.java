package dev.virtualip.cli.keepalived.map;

import java.net.Inet6Address;
import java.net.InetAddress;

/** The address family of a virtual router. */
enum Family {
    IPV4,
    IPV6;

    static Family of(InetAddress address) {
        return address instanceof Inet6Address ? IPV6 : IPV4;
    }
}
