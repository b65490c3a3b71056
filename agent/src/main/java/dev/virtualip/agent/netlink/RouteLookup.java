package dev.virtualip.agent.netlink;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Asks the kernel on which interface a packet from one address to another would leave; nothing is sent. */
public final class RouteLookup {
    private static final int TYPE_OFFSET = 4;

    private RouteLookup() {}

    /** Appends the request. */
    public static void write(ByteBuffer out, int sequence, InetAddress source, InetAddress destination) {
        int bits = source.getAddress().length * Byte.SIZE;
        NetlinkWriter.begin(out, Rtnetlink.RTM_GETROUTE, Rtnetlink.NLM_F_REQUEST | Rtnetlink.NLM_F_ACK, sequence)
                .bodyByte(source instanceof Inet4Address ? Rtnetlink.AF_INET : Rtnetlink.AF_INET6)
                .bodyByte(bits)
                .bodyByte(bits)
                .bodyByte(0)
                .bodyInt(0)
                .bodyInt(0)
                .attribute(Rtnetlink.RTA_DST, destination.getAddress())
                .attribute(Rtnetlink.RTA_SRC, source.getAddress())
                .end();
    }

    /** The index of the interface in the answer; 0: there is no route. */
    public static int interfaceIndex(ByteBuffer answer) {
        ByteBuffer bytes = answer.duplicate().order(ByteOrder.nativeOrder());
        int offset = bytes.position();
        while (bytes.limit() - offset >= Rtnetlink.HEADER_LENGTH) {
            int length = bytes.getInt(offset);
            if (length < Rtnetlink.HEADER_LENGTH || length > bytes.limit() - offset) {
                return 0;
            }
            int body = offset + Rtnetlink.HEADER_LENGTH;
            if (Short.toUnsignedInt(bytes.getShort(offset + TYPE_OFFSET)) == Rtnetlink.RTM_NEWROUTE
                    && offset + length - body >= Rtnetlink.ROUTE_BODY_LENGTH) {
                Attributes attributes = new Attributes(bytes, body + Rtnetlink.ROUTE_BODY_LENGTH, offset + length);
                return attributes.intAt(Rtnetlink.RTA_OIF, 0);
            }
            offset += Math.min(bytes.limit() - offset, Rtnetlink.align(length));
        }
        return 0;
    }
}
