package dev.virtualip.agent.netlink;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A request to create, replace or delete an address of an interface, as the kernel takes it ({@code RTM_NEWADDR},
 * {@code RTM_DELADDR}); which of these a virtual address may use, {@link VirtualAddressRequests} says.
 *
 * @param interfaceIndex the interface
 * @param address the address
 * @param prefixLength 0..32 or 0..128
 * @param flags {@link AddressFlags}
 * @param label the IPv4 label, at most 15 bytes; null: none
 * @param protocol who made it ({@code IFA_PROTO}), 1..255; 0: not said
 * @param preferredSeconds how long it may be chosen as a source; {@link #FOREVER} for no limit
 * @param validSeconds how long it lives, above 0; {@link #FOREVER} for no limit
 */
public record AddressRequest(
        int interfaceIndex,
        InetAddress address,
        int prefixLength,
        int flags,
        @Nullable String label,
        int protocol,
        long preferredSeconds,
        long validSeconds) {

    /** The lifetime that never ends ({@code INFINITY_LIFE_TIME}). */
    public static final long FOREVER = 0xffff_ffffL;

    /** Appends the request to create the address; answered with EEXIST if it is there. */
    public void writeCreate(ByteBuffer out, int sequence) {
        write(out, Rtnetlink.NLM_F_CREATE | Rtnetlink.NLM_F_EXCL, sequence);
    }

    /** Appends the request to give the address these flags and lifetimes; the kernel creates it if it is absent. */
    public void writeReplace(ByteBuffer out, int sequence) {
        write(out, Rtnetlink.NLM_F_REPLACE, sequence);
    }

    /** Appends the request to delete the address with this prefix; answered with EADDRNOTAVAIL if it is absent. */
    public void writeDelete(ByteBuffer out, int sequence) {
        int flags = Rtnetlink.NLM_F_REQUEST | Rtnetlink.NLM_F_ACK;
        addresses(NetlinkWriter.begin(out, Rtnetlink.RTM_DELADDR, flags, sequence))
                .end();
    }

    private void write(ByteBuffer out, int mode, int sequence) {
        int messageFlags = Rtnetlink.NLM_F_REQUEST | Rtnetlink.NLM_F_ACK | mode;
        NetlinkWriter writer = addresses(NetlinkWriter.begin(out, Rtnetlink.RTM_NEWADDR, messageFlags, sequence));
        if (label != null && address instanceof Inet4Address) {
            writer.attributeText(Rtnetlink.IFA_LABEL, label);
        }
        writer.attributeLifetimes((int) preferredSeconds, (int) validSeconds);
        writer.attributeInt(Rtnetlink.IFA_FLAGS, flags);
        if (protocol != 0) {
            writer.attributeByte(Rtnetlink.IFA_PROTO, protocol);
        }
        writer.end();
    }

    /** {@code struct ifaddrmsg} with scope "universe" (IPv6: the kernel knows better), then the address. */
    private NetlinkWriter addresses(NetlinkWriter writer) {
        byte[] bytes = address.getAddress();
        return writer.bodyByte(address instanceof Inet4Address ? Rtnetlink.AF_INET : Rtnetlink.AF_INET6)
                .bodyByte(prefixLength)
                .bodyByte(0)
                .bodyByte(0)
                .bodyInt(interfaceIndex)
                .attribute(Rtnetlink.IFA_LOCAL, bytes)
                .attribute(Rtnetlink.IFA_ADDRESS, bytes);
    }
}
