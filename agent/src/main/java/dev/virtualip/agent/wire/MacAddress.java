package dev.virtualip.agent.wire;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * An Ethernet address.
 *
 * @param bits its six bytes, in the lower 48 bits
 */
public record MacAddress(long bits) {

    /** Every host of the link. */
    public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

    /** No host: the target of an ARP probe. */
    public static final MacAddress ZERO = new MacAddress(0);

    static final int LENGTH = 6;

    private static final HexFormat FORMAT = HexFormat.ofDelimiter(":");

    /** Refuses more than 48 bits. */
    public MacAddress {
        if (bits >>> (LENGTH * Byte.SIZE) != 0) {
            throw new IllegalArgumentException("more than six bytes: " + Long.toHexString(bits));
        }
    }

    /** From the six bytes that netlink and packet sockets hand out. */
    public static MacAddress of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an Ethernet address has six bytes, not " + bytes.length);
        }
        return read(ByteBuffer.wrap(bytes), 0);
    }

    static MacAddress read(ByteBuffer packet, int offset) {
        long high = Short.toUnsignedLong(packet.getShort(offset));
        long low = Integer.toUnsignedLong(packet.getInt(offset + Short.BYTES));
        return new MacAddress(high << Integer.SIZE | low);
    }

    void write(ByteBuffer packet, int offset) {
        packet.putShort(offset, (short) (bits >>> Integer.SIZE));
        packet.putInt(offset + Short.BYTES, (int) bits);
    }

    /** Whether it names a group of hosts, as every destination of an announcement does. */
    public boolean isMulticast() {
        return (bits >>> 40 & 1) != 0;
    }

    /** As {@code 02:00:00:00:00:fb}. */
    @Override
    public String toString() {
        byte[] bytes = new byte[LENGTH];
        write(ByteBuffer.wrap(bytes), 0);
        return FORMAT.formatHex(bytes);
    }
}
