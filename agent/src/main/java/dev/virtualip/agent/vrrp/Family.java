package dev.virtualip.agent.vrrp;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The address family of a virtual router; a Virtual Router ID names one router in each (RFC 9568 section 1.7). */
public enum Family {
    /** IPv4: advertisements to 224.0.0.18, addresses announced by gratuitous ARP. */
    IPV4(4),
    /** IPv6: advertisements to ff02::12, addresses announced by unsolicited neighbor advertisements. */
    IPV6(16);

    private final int addressLength;

    Family(int addressLength) {
        this.addressLength = addressLength;
    }

    /** The length of an address in bytes. */
    public int addressLength() {
        return addressLength;
    }

    /** The length of an address in bits: the prefix length of a single host. */
    public int addressBits() {
        return addressLength * Byte.SIZE;
    }

    /** The family that an address belongs to. */
    public static Family of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }
}
