package dev.virtualip.agent.linux;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * {@code struct mmsghdr}, which holds a {@code struct msghdr}, and {@code struct iovec} on 64-bit Linux; see
 * recvmmsg(2).
 *
 * <pre>
 * struct msghdr  {  0 name*   8 name length (int)  16 iovec*  24 iovec count
 *                  32 control*  40 control length  48 flags (int) }
 * struct mmsghdr {  0 msghdr  56 length (int) }
 * struct iovec   {  0 base*   8 length }
 * </pre>
 */
final class MessageHeader {
    /** The size of {@code struct mmsghdr}. */
    static final int SIZE = 64;

    /** The size of {@code struct iovec}. */
    static final int VECTOR_SIZE = 16;

    /** In the flags: the message was longer than the memory for it. */
    static final int MSG_TRUNC = 0x20;

    static final int NAME = 0;
    static final int NAME_LENGTH = 8;
    static final int VECTOR = 16;
    static final int VECTOR_COUNT = 24;
    static final int CONTROL = 32;
    static final int CONTROL_LENGTH = 40;
    static final int FLAGS = 48;
    static final int LENGTH = 56;
    static final int VECTOR_BASE = 0;
    static final int VECTOR_LENGTH = 8;

    private MessageHeader() {}

    /** The parts of one message, which stay where they are. */
    record Parts(MemorySegment vector, MemorySegment name, MemorySegment control, MemorySegment payload) {
        /** Writes a header at {@code offset} that points to the parts; {@code vector} becomes the payload's iovec. */
        void writeTo(ByteBuffer headers, int offset) {
            headers.putLong(offset + NAME, name.address());
            headers.putInt(offset + NAME_LENGTH, (int) name.byteSize());
            headers.putLong(offset + VECTOR, vector.address());
            headers.putLong(offset + VECTOR_COUNT, 1);
            headers.putLong(offset + CONTROL, control.byteSize() == 0 ? 0 : control.address());
            headers.putLong(offset + CONTROL_LENGTH, control.byteSize());
            ByteBuffer iovec = NativeMemory.view(vector);
            iovec.putLong(VECTOR_BASE, payload.address());
            iovec.putLong(VECTOR_LENGTH, payload.byteSize());
        }
    }
}
