package dev.virtualip.agent.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A packet in the receive batch of a {@link RawSocket}: reused by the next receive. */
final class RawPacket implements ReceivedPacket {
    private static final int IPV4_TTL_OFFSET = 8;
    private static final int IPV4_DESTINATION_OFFSET = 16;
    private static final int IPV4_LENGTH = 4;
    private static final int IPV6_LENGTH = 16;
    private static final long HOP_LIMIT =
            ControlMessages.kind(ControlMessages.IPPROTO_IPV6, ControlMessages.IPV6_HOPLIMIT);
    private static final long INFO = ControlMessages.kind(ControlMessages.IPPROTO_IPV6, ControlMessages.IPV6_PKTINFO);

    private final ReceiveBatch.Slot slot;
    private final boolean ipv4;
    private final ByteBuffer source;
    private final ByteBuffer destination;
    private int hopLimit;

    RawPacket(ReceiveBatch.Slot slot, boolean ipv4) {
        this.slot = slot;
        this.ipv4 = ipv4;
        if (ipv4) {
            source = slot.name().slice(SocketAddresses.INET_ADDRESS, IPV4_LENGTH);
            destination = slot.payload().slice(IPV4_DESTINATION_OFFSET, IPV4_LENGTH);
        } else {
            source = slot.name().slice(SocketAddresses.INET6_ADDRESS, IPV6_LENGTH);
            destination = ByteBuffer.allocateDirect(IPV6_LENGTH).order(ByteOrder.BIG_ENDIAN);
        }
    }

    @Override
    public ByteBuffer bytes() {
        return slot.payload();
    }

    @Override
    public ByteBuffer source() {
        return source;
    }

    @Override
    public ByteBuffer destination() {
        return destination;
    }

    @Override
    public int hopLimit() {
        return hopLimit;
    }

    @Override
    public boolean truncated() {
        return slot.truncated();
    }

    /** Takes over what came with the packet. */
    void accept() {
        if (ipv4) {
            hopLimit =
                    bytes().limit() > IPV4_TTL_OFFSET ? Byte.toUnsignedInt(bytes().get(IPV4_TTL_OFFSET)) : NO_HOP_LIMIT;
            return;
        }
        ByteBuffer control = slot.control();
        int limitAt = ControlMessages.find(control, HOP_LIMIT, Integer.BYTES);
        hopLimit = limitAt == ControlMessages.ABSENT ? NO_HOP_LIMIT : control.getInt(limitAt);
        int infoAt = ControlMessages.find(control, INFO, ControlMessages.INET6_INFO_SIZE);
        destination.putLong(0, infoAt == ControlMessages.ABSENT ? 0 : networkLong(control, infoAt));
        destination.putLong(
                Long.BYTES, infoAt == ControlMessages.ABSENT ? 0 : networkLong(control, infoAt + Long.BYTES));
    }

    /** The control messages are read in the machine's order, the address in them is in network order. */
    private static long networkLong(ByteBuffer control, int offset) {
        long value = control.getLong(offset);
        return control.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
    }
}
