package dev.virtualip.agent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message with its destination, laid out once in native memory, to be filled and sent again and again through a
 * {@link SendBatch}.
 */
public final class OutgoingMessage {
    private static final byte[] NOTHING = {};

    private final MemorySegment memory;
    private final ByteBuffer header;
    private final ByteBuffer vector;
    private final ByteBuffer payload;
    private final @Nullable InetAddress source;
    private final @Nullable InetAddress destination;

    private OutgoingMessage(byte[] name, byte[] control, int capacity) {
        this(name, control, capacity, null, null);
    }

    private OutgoingMessage(
            byte[] socketAddress,
            byte[] control,
            int capacity,
            @Nullable InetAddress source,
            @Nullable InetAddress destination) {
        this.source = source;
        this.destination = destination;
        Arena arena = Arena.ofAuto();
        MemorySegment name = copy(arena, socketAddress);
        MemorySegment controlMemory = copy(arena, control);
        MemorySegment payloadMemory = arena.allocate(capacity, Long.BYTES);
        MemorySegment vectorMemory = arena.allocate(MessageHeader.VECTOR_SIZE, Long.BYTES);
        memory = arena.allocate(MessageHeader.SIZE, Long.BYTES);
        header = NativeMemory.view(memory);
        vector = NativeMemory.view(vectorMemory);
        payload = NativeMemory.packetView(payloadMemory);
        new MessageHeader.Parts(vectorMemory, name, controlMemory, payloadMemory).writeTo(header, 0);
        setLength(0);
    }

    /**
     * A message for a {@link RawSocket} of the addresses' family: the payload is what follows the IP header.
     *
     * @param source the address it comes from: one of the interface's own, or one that it had until a moment ago
     * @param destination a multicast group or a unicast peer
     * @param interfaceIndex the interface on which it leaves
     * @param capacity the longest payload in bytes
     */
    public static OutgoingMessage packet(
            InetAddress source, InetAddress destination, int interfaceIndex, int capacity) {
        return new OutgoingMessage(
                SocketAddresses.internet(destination, interfaceIndex),
                ControlMessages.sendFrom(source, interfaceIndex),
                capacity,
                source,
                destination);
    }

    /**
     * A message for a {@link PacketSocket}: the payload is a whole Ethernet frame without its check sequence.
     *
     * @param interfaceIndex the interface on which it leaves
     * @param capacity the longest frame in bytes
     */
    public static OutgoingMessage frame(int interfaceIndex, int capacity) {
        return new OutgoingMessage(SocketAddresses.link(interfaceIndex, 0), NOTHING, capacity);
    }

    /** Messages of rtnetlink for the kernel. */
    static OutgoingMessage toKernel(int capacity) {
        return new OutgoingMessage(SocketAddresses.netlink(), NOTHING, capacity);
    }

    /** The memory of the payload in network byte order, as long as its capacity; write by absolute index. */
    public ByteBuffer payload() {
        return payload;
    }

    /** The address that a packet comes from; null for a frame. */
    public @Nullable InetAddress source() {
        return source;
    }

    /** The address that a packet goes to; null for a frame. */
    public @Nullable InetAddress destination() {
        return destination;
    }

    /** Says how many bytes of the payload are sent, 0..capacity. */
    public void setLength(int length) {
        if (length < 0 || length > payload.capacity()) {
            throw new IllegalArgumentException("length " + length + " is not in 0.." + payload.capacity());
        }
        vector.putLong(MessageHeader.VECTOR_LENGTH, length);
    }

    /** The number of payload bytes to send. */
    public int length() {
        return (int) vector.getLong(MessageHeader.VECTOR_LENGTH);
    }

    /** Copies the header, which points to the parts of this message; those must stay reachable while it is used. */
    void copyHeaderTo(ByteBuffer headers, int offset) {
        for (int i = 0; i < MessageHeader.SIZE; i += Long.BYTES) {
            headers.putLong(offset + i, header.getLong(i));
        }
    }

    private static MemorySegment copy(Arena arena, byte[] bytes) {
        MemorySegment memory = arena.allocate(bytes.length, Long.BYTES);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return memory;
    }
}
