package dev.virtualip.agent.netlink;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * {@code RTM_NEWLINK} and {@code RTM_DELLINK}, whose body is {@code struct ifinfomsg}.
 *
 * <pre>
 *  0       1       2               4               8               12              16
 * +-------+-------+---------------+---------------+---------------+---------------+
 * | family| pad   | hardware type | index         | flags         | change        |
 * +-------+-------+---------------+---------------+---------------+---------------+
 * </pre>
 */
final class LinkMessage {
    private static final int INDEX_OFFSET = 4;
    private static final int FLAGS_OFFSET = 8;
    private static final int MAC_LENGTH = 6;

    private LinkMessage() {}

    /** The content of the message; null if it is malformed. */
    static @Nullable NetlinkEvent event(boolean removed, ByteBuffer bytes, int body, Attributes attributes) {
        int index = bytes.getInt(body + INDEX_OFFSET);
        String name = attributes.text(Rtnetlink.IFLA_IFNAME);
        if (index <= 0) {
            return null;
        }
        if (removed) {
            return new NetlinkEvent.LinkRemoved(index, name);
        }
        if (name.isEmpty()) {
            return null;
        }
        return new NetlinkEvent.LinkChanged(
                index,
                name,
                bytes.getInt(body + FLAGS_OFFSET),
                mac(attributes),
                attributes.intAt(Rtnetlink.IFLA_MTU, 0),
                attributes.intAt(Rtnetlink.IFLA_MASTER, 0),
                OperationalState.of(attributes.byteAt(Rtnetlink.IFLA_OPERSTATE, 0)));
    }

    private static long mac(Attributes attributes) {
        long mac = 0;
        for (byte b : attributes.exactBytes(Rtnetlink.IFLA_ADDRESS, MAC_LENGTH)) {
            mac = mac << Byte.SIZE | Byte.toUnsignedInt(b);
        }
        return mac;
    }
}
