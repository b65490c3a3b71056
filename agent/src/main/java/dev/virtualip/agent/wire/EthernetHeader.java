package dev.virtualip.agent.wire;

import java.nio.ByteBuffer;

/**
 * The header of an Ethernet II frame: destination (6 bytes), source (6), EtherType (2). No VLAN tag: the kernel takes
 * it off before a packet socket of the VLAN interface sees the frame.
 */
final class EthernetHeader {

    static final int LENGTH = 14;
    static final int TYPE_ARP = 0x0806;
    static final int TYPE_IPV6 = 0x86dd;

    private static final int DESTINATION = 0;
    private static final int SOURCE = 6;
    private static final int TYPE = 12;

    private EthernetHeader() {}

    static void write(ByteBuffer frame, MacAddress destination, MacAddress source, int type) {
        destination.write(frame, DESTINATION);
        source.write(frame, SOURCE);
        frame.putShort(TYPE, (short) type);
    }

    /** Whether a frame that begins at 0 carries a payload of this type. */
    static boolean carries(ByteBuffer frame, int type) {
        return frame.limit() >= LENGTH && Short.toUnsignedInt(frame.getShort(TYPE)) == type;
    }

    /** The bytes after the header, padding included. */
    static ByteBuffer payload(ByteBuffer frame) {
        return frame.slice(LENGTH, frame.limit() - LENGTH);
    }
}
