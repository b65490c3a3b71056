package dev.virtualip.agent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** The memory into which one {@code recvmmsg} puts up to a number of messages, laid out once and reused. */
final class ReceiveBatch {
    private static final long DROPS = ControlMessages.kind(ControlMessages.SOL_SOCKET, ControlMessages.SO_RXQ_OVFL);

    private final MemorySegment headersMemory;
    private final ByteBuffer headers;
    private final Slot[] slots;
    private int used;
    private int lastDropCount;
    private long overflows;

    /**
     * Lays out the memory.
     *
     * @param count how many messages at most
     * @param capacity how many bytes of each message are kept
     */
    ReceiveBatch(int count, int capacity) {
        Arena arena = Arena.ofAuto();
        headersMemory = arena.allocate((long) count * MessageHeader.SIZE, Long.BYTES);
        headers = NativeMemory.view(headersMemory);
        slots = new Slot[count];
        for (int i = 0; i < count; i++) {
            slots[i] = new Slot(arena, headers, i * MessageHeader.SIZE, capacity);
        }
    }

    int capacity() {
        return slots.length;
    }

    Slot slot(int index) {
        return slots[index];
    }

    /** The number of messages that the kernel dropped for lack of buffer space since the socket was opened. */
    long overflows() {
        return overflows;
    }

    /** Receives what is queued; returns how many messages, 0 if none; errors that are pending are passed over. */
    int receive(KernelSocket socket) {
        prepare();
        try {
            return accept(Libc.recvmmsg(socket.capture(), socket.descriptor(), headersMemory.address(), slots.length));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** As {@link #receive}, but a pending error is returned as {@code -errno}. */
    int receiveOrError(KernelSocket socket) {
        prepare();
        try {
            long vector = headersMemory.address();
            return accept(Libc.recvmmsgOnce(socket.capture(), socket.descriptor(), vector, slots.length));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The kernel overwrites lengths and flags, so they are set again where it did. */
    private void prepare() {
        for (int i = 0; i < used; i++) {
            slots[i].reset();
        }
        used = 0;
    }

    private int accept(int received) {
        for (int i = 0; i < received; i++) {
            slots[i].accept();
            countDrops(slots[i].control);
        }
        used = Math.max(0, received);
        return received;
    }

    /** The kernel's counter has 32 bits and comes with a packet once it is not 0. */
    private void countDrops(ByteBuffer control) {
        int offset = ControlMessages.find(control, DROPS, Integer.BYTES);
        if (offset != ControlMessages.ABSENT) {
            int dropCount = control.getInt(offset);
            overflows += Integer.toUnsignedLong(dropCount - lastDropCount);
            lastDropCount = dropCount;
        }
    }

    /** One message of the batch. */
    static final class Slot {
        private final ByteBuffer headers;
        private final int offset;
        private final ByteBuffer payload;
        private final ByteBuffer name;
        private final ByteBuffer control;

        private Slot(Arena arena, ByteBuffer headers, int offset, int capacity) {
            this.headers = headers;
            this.offset = offset;
            MemorySegment nameMemory = arena.allocate(SocketAddresses.MAX_SIZE, Long.BYTES);
            MemorySegment controlMemory = arena.allocate(ControlMessages.RECEIVE_SIZE, Long.BYTES);
            MemorySegment payloadMemory = arena.allocate(capacity, Long.BYTES);
            MemorySegment vector = arena.allocate(MessageHeader.VECTOR_SIZE, Long.BYTES);
            new MessageHeader.Parts(vector, nameMemory, controlMemory, payloadMemory).writeTo(headers, offset);
            name = NativeMemory.view(nameMemory);
            control = NativeMemory.view(controlMemory);
            payload = NativeMemory.packetView(payloadMemory);
        }

        /** The bytes of the message, from position 0 to its length; valid until the next receive. */
        ByteBuffer payload() {
            return payload;
        }

        /** The socket address it came from. */
        ByteBuffer name() {
            return name;
        }

        /** Its control messages. */
        ByteBuffer control() {
            return control;
        }

        /** Whether the message was longer than the memory for it. */
        boolean truncated() {
            return (headers.getInt(offset + MessageHeader.FLAGS) & MessageHeader.MSG_TRUNC) != 0;
        }

        private void reset() {
            headers.putInt(offset + MessageHeader.NAME_LENGTH, name.capacity());
            headers.putLong(offset + MessageHeader.CONTROL_LENGTH, control.capacity());
        }

        private void accept() {
            payload.limit(headers.getInt(offset + MessageHeader.LENGTH)).position(0);
            control.limit((int) headers.getLong(offset + MessageHeader.CONTROL_LENGTH));
        }
    }
}
