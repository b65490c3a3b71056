package dev.virtualip.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The attributes of one message, a view of the bytes between two offsets. A truncated attribute ends the list; of two
 * with the same type the first counts.
 */
record Attributes(ByteBuffer bytes, int from, int to) {
    /** The offset of nothing. */
    private static final int ABSENT = -1;

    int intAt(int type, int otherwise) {
        int offset = find(type, Integer.BYTES);
        return offset == ABSENT ? otherwise : bytes.getInt(offset);
    }

    int byteAt(int type, int otherwise) {
        int offset = find(type, Byte.BYTES);
        return offset == ABSENT ? otherwise : Byte.toUnsignedInt(bytes.get(offset));
    }

    /** The unsigned 32-bit number that is {@code index} numbers into the attribute. */
    long unsignedAt(int type, int index, long otherwise) {
        int offset = find(type, (index + 1) * Integer.BYTES);
        return offset == ABSENT ? otherwise : Integer.toUnsignedLong(bytes.getInt(offset + index * Integer.BYTES));
    }

    boolean has(int type) {
        return find(type, 0) != ABSENT;
    }

    /** The value; empty if the attribute is absent or not exactly this long. */
    byte[] exactBytes(int type, int length) {
        int offset = find(type, 0);
        if (offset == ABSENT || valueLength(offset) != length) {
            return new byte[0];
        }
        byte[] value = new byte[length];
        bytes.get(offset, value);
        return value;
    }

    /** The text up to the first zero byte; empty if the attribute is absent. */
    String text(int type) {
        int offset = find(type, 0);
        if (offset == ABSENT) {
            return "";
        }
        byte[] value = new byte[valueLength(offset)];
        bytes.get(offset, value);
        int end = 0;
        while (end < value.length && value[end] != 0) {
            end++;
        }
        return new String(value, 0, end, StandardCharsets.UTF_8);
    }

    /** The offset of the value of the first attribute of this type and at least this length. */
    private int find(int type, int minimumLength) {
        int offset = from;
        while (to - offset >= Rtnetlink.ATTRIBUTE_HEADER_LENGTH) {
            int length = Short.toUnsignedInt(bytes.getShort(offset));
            if (length < Rtnetlink.ATTRIBUTE_HEADER_LENGTH || length > to - offset) {
                return ABSENT;
            }
            if ((bytes.getShort(offset + 2) & Rtnetlink.ATTRIBUTE_TYPE_MASK) == type) {
                boolean enough = length - Rtnetlink.ATTRIBUTE_HEADER_LENGTH >= minimumLength;
                return enough ? offset + Rtnetlink.ATTRIBUTE_HEADER_LENGTH : ABSENT;
            }
            offset += Rtnetlink.align(length);
        }
        return ABSENT;
    }

    private int valueLength(int valueOffset) {
        int header = valueOffset - Rtnetlink.ATTRIBUTE_HEADER_LENGTH;
        return Short.toUnsignedInt(bytes.getShort(header)) - Rtnetlink.ATTRIBUTE_HEADER_LENGTH;
    }
}
