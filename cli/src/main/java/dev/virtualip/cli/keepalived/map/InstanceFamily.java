package dev.virtualip.cli.keepalived.map;

import java.net.Inet6Address;
import java.net.InetAddress;

/** The address family of a virtual router. */
enum InstanceFamily {
    IPV4,
    IPV6;

    static InstanceFamily of(InetAddress address) {
        return address instanceof Inet6Address ? IPV6 : IPV4;
    }
}
