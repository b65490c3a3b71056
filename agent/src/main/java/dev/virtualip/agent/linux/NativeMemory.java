package dev.virtualip.agent.linux;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Views of native memory as byte buffers, which C1 compiles to plain loads and stores. */
final class NativeMemory {
    private NativeMemory() {}

    /** A view in the machine's byte order, for structures of the kernel. */
    static ByteBuffer view(MemorySegment memory) {
        return memory.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** A view in network byte order, for packets. */
    static ByteBuffer packetView(MemorySegment memory) {
        return memory.asByteBuffer().order(ByteOrder.BIG_ENDIAN);
    }
}
