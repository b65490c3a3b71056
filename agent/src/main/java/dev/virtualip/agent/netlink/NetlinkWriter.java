package dev.virtualip.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Appends one message to a buffer: {@code struct nlmsghdr}, a fixed body, attributes.
 *
 * <pre>
 *  0               2               4               6               8
 * +---------------+---------------+---------------+---------------+
 * |  length, patched by end()     | type          | flags         |
 * +---------------+---------------+---------------+---------------+
 * |  sequence                     | port, 0 = filled in by kernel |
 * +---------------+---------------+---------------+---------------+
 * |  body, then attributes: length, type, value, padded to 4      |
 * </pre>
 */
final class NetlinkWriter {
    private final ByteBuffer out;
    private final int start;

    private NetlinkWriter(ByteBuffer out) {
        this.out = out;
        this.start = out.position();
    }

    /** Begins a message at the buffer's position; throws {@code BufferOverflowException} if the buffer is full. */
    static NetlinkWriter begin(ByteBuffer out, int type, int flags, int sequence) {
        out.order(ByteOrder.nativeOrder());
        NetlinkWriter writer = new NetlinkWriter(out);
        out.putInt(0)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0);
        return writer;
    }

    NetlinkWriter bodyByte(int value) {
        out.put((byte) value);
        return this;
    }

    NetlinkWriter bodyInt(int value) {
        out.putInt(value);
        return this;
    }

    NetlinkWriter attribute(int type, byte[] value) {
        attributeHeader(type, value.length);
        out.put(value);
        return pad();
    }

    NetlinkWriter attributeInt(int type, int value) {
        attributeHeader(type, Integer.BYTES);
        out.putInt(value);
        return this;
    }

    NetlinkWriter attributeByte(int type, int value) {
        attributeHeader(type, Byte.BYTES);
        out.put((byte) value);
        return pad();
    }

    /** A text attribute ends in a zero byte. */
    NetlinkWriter attributeText(int type, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        attributeHeader(type, bytes.length + 1);
        out.put(bytes).put((byte) 0);
        return pad();
    }

    /** {@code struct ifa_cacheinfo}: the lifetimes in seconds; the two time stamps are the kernel's. */
    NetlinkWriter attributeLifetimes(int preferredSeconds, int validSeconds) {
        attributeHeader(Rtnetlink.IFA_CACHEINFO, 4 * Integer.BYTES);
        out.putInt(preferredSeconds).putInt(validSeconds).putInt(0).putInt(0);
        return this;
    }

    void end() {
        out.putInt(start, out.position() - start);
    }

    private void attributeHeader(int type, int valueLength) {
        out.putShort((short) (Rtnetlink.ATTRIBUTE_HEADER_LENGTH + valueLength)).putShort((short) type);
    }

    private NetlinkWriter pad() {
        int length = out.position() - start;
        for (int missing = Rtnetlink.align(length) - length; missing > 0; missing--) {
            out.put((byte) 0);
        }
        return this;
    }
}
