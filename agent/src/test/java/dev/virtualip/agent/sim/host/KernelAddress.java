package dev.virtualip.agent.sim.host;

import dev.virtualip.agent.netlink.AddressFlags;
import dev.virtualip.agent.netlink.VirtualAddressRequests;
import java.net.Inet4Address;
import java.net.InetAddress;

/** An address on an interface of a virtual kernel. */
public final class KernelAddress {
    /** The lifetime that never ends. */
    static final long FOREVER = 0xffff_ffffL;

    public final int interfaceIndex;
    public final InetAddress address;
    final int prefixLength;
    final int protocol;
    int flags;
    String label = "";
    long preferredSeconds = FOREVER;
    public long validSeconds = FOREVER;

    /** When its lifetime was set last, by the kernel's own clock. */
    long setAtNanos;

    /** Whether the host answers for it: IPv6 joins the multicast group of the address some time after the request. */
    public boolean answering;

    /** Since when. */
    public long answeringSinceNanos;

    /** Counts the lifetimes that were set, so that an earlier expiry does nothing. */
    long generation;

    KernelAddress(int interfaceIndex, InetAddress address, int prefixLength, int protocol) {
        this.interfaceIndex = interfaceIndex;
        this.address = address;
        this.prefixLength = prefixLength;
        this.protocol = protocol;
        this.answering = ipv4();
    }

    public boolean ours() {
        return protocol == VirtualAddressRequests.PROTOCOL;
    }

    boolean ipv4() {
        return address instanceof Inet4Address;
    }

    public boolean mortal() {
        return validSeconds != FOREVER;
    }

    boolean tentative() {
        return (flags & AddressFlags.TENTATIVE) != 0;
    }

    /** RT_SCOPE_LINK or RT_SCOPE_UNIVERSE. */
    int scope() {
        return address.isLinkLocalAddress() ? 253 : 0;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefixLength + " on " + interfaceIndex;
    }
}
