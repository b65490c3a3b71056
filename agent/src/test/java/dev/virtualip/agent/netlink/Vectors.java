package dev.virtualip.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Messages of the kernel as golden bytes. */
final class Vectors {
    /** eth0, index 3, up, running, with carrier, in bridge 9. */
    static final ByteBuffer LINK = Hex.buffer(
            "50000000 1000 0000 00000000 00000000",
            "00 00 0100 03000000 43100100 00000000",
            "0900 0300 6574683000 000000",
            "0a00 0100 020000000007 0000",
            "0800 0400 dc050000",
            "0800 0a00 09000000",
            "0500 1000 06 000000");

    /** 192.0.2.100/32, ours, secondary, 4 s preferred and 5 s valid. */
    static final ByteBuffer ADDRESS = Hex.buffer(
            "58000000 1400 0000 00000000 00000000",
            "02 20 01 00 03000000",
            "0800 0100 c0000264",
            "0800 0200 c0000264",
            "0b00 0300 657468303a7600 00",
            "0800 0800 01020000",
            "1400 0600 04000000 05000000 00000000 00000000",
            "0500 0b00 76 000000");

    /** fe80::1/64, tentative and permanent, of scope link, with the flags in the body alone. */
    static final ByteBuffer ADDRESS6 = Hex.buffer(
            "2c000000 1400 0000 00000000 00000000",
            "0a 40 c0 fd 03000000",
            "1400 0100 fe800000000000000000000000000001");

    /** The header of the request that an answer repeats. */
    static final String REQUEST_HEADER = "58000000 1400 0506 07000000 00000000";

    /** EINVAL with the explanation "bad". */
    static final ByteBuffer EXPLAINED =
            Hex.buffer("2c000000 0200 0003 07000000 01000000 eaffffff", REQUEST_HEADER, "0800 0100 62616400");

    static final List<ByteBuffer> ALL = List.of(LINK, ADDRESS, ADDRESS6, EXPLAINED);

    private Vectors() {}

    /** A copy of these messages in one buffer. */
    static ByteBuffer join(ByteBuffer... messages) {
        int length = 0;
        for (ByteBuffer message : messages) {
            length += message.capacity();
        }
        ByteBuffer joined = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
        for (ByteBuffer message : messages) {
            joined.put(message.duplicate());
        }
        return joined.flip();
    }
}
