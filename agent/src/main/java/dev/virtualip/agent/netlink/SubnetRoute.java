package dev.virtualip.agent.netlink;

import dev.virtualip.agent.netlink.NetlinkEvent.AddressChanged;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A route of ours to the subnet of an interface. The kernel removes its own one together with the host's address, and
 * then nothing on the link gets an answer. Ours has the worst metric there is, so that any other route to the subnet
 * comes first, and our mark, so that removing it never removes another program's route.
 *
 * @param interfaceIndex the interface
 * @param network the first address of the subnet
 * @param prefixLength its length, above 0 and below that of a single host
 */
public record SubnetRoute(int interfaceIndex, InetAddress network, int prefixLength) {
    private static final int METRIC = 0xffff_ffff;
    private static final int RT_TABLE_MAIN = 254;
    private static final int RT_SCOPE_LINK = 253;
    private static final int RTN_UNICAST = 1;

    /** The route to the subnet that an address of the host is in. */
    public static SubnetRoute of(AddressChanged own) {
        byte[] bytes = own.address().getAddress();
        int whole = own.prefixLength() / Byte.SIZE;
        if (whole < bytes.length) {
            bytes[whole] &= (byte) (0xff00 >> own.prefixLength() % Byte.SIZE);
            Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
        }
        try {
            return new SubnetRoute(own.interfaceIndex(), InetAddress.getByAddress(bytes), own.prefixLength());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", impossible);
        }
    }

    /** Whether the subnet has room for others: a single host has no route to a subnet. */
    public static boolean exists(AddressChanged own) {
        return own.prefixLength() > 0 && own.prefixLength() < own.address().getAddress().length * Byte.SIZE;
    }

    /** Appends the request to set the route; answered with EEXIST if it is there. */
    public void writeAdd(ByteBuffer out, int sequence) {
        write(out, Rtnetlink.RTM_NEWROUTE, Rtnetlink.NLM_F_CREATE | Rtnetlink.NLM_F_EXCL, sequence);
    }

    /** Appends the request to remove the route; answered with ESRCH if it is absent. */
    public void writeRemove(ByteBuffer out, int sequence) {
        write(out, Rtnetlink.RTM_DELROUTE, 0, sequence);
    }

    /** {@code struct rtmsg}, then destination, interface and metric. */
    private void write(ByteBuffer out, int type, int mode, int sequence) {
        int flags = Rtnetlink.NLM_F_REQUEST | Rtnetlink.NLM_F_ACK | mode;
        NetlinkWriter.begin(out, type, flags, sequence)
                .bodyByte(network instanceof Inet4Address ? Rtnetlink.AF_INET : Rtnetlink.AF_INET6)
                .bodyByte(prefixLength)
                .bodyByte(0)
                .bodyByte(0)
                .bodyByte(RT_TABLE_MAIN)
                .bodyByte(VirtualAddressRequests.PROTOCOL)
                .bodyByte(RT_SCOPE_LINK)
                .bodyByte(RTN_UNICAST)
                .bodyInt(0)
                .attribute(Rtnetlink.RTA_DST, network.getAddress())
                .attributeInt(Rtnetlink.RTA_OIF, interfaceIndex)
                .attributeInt(Rtnetlink.RTA_PRIORITY, METRIC)
                .end();
    }
}
