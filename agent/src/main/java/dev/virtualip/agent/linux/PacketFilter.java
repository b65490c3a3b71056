package dev.virtualip.agent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The frames that a packet socket receives, as a program of classic BPF, see {@code linux/filter.h}.
 *
 * <pre>
 * struct sock_filter { 0 code (short)  2 jump if true (byte)  3 jump if false (byte)  4 operand (int) }
 * struct sock_fprog  { 0 count (short)  8 instructions* }
 * </pre>
 */
final class PacketFilter {
    static final int INSTRUCTION_SIZE = 8;
    static final int PROGRAM_SIZE = 16;
    static final int PROGRAM_INSTRUCTIONS = 8;

    private static final int LOAD_BYTE = 0x30;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;
    private static final int NEXT_HEADER_OFFSET = 14 + 6;
    private static final int ICMP_TYPE_OFFSET = 14 + 40;
    private static final int ICMPV6 = 58;
    private static final int VRRP = 112;
    private static final int NEIGHBOR_ADVERTISEMENT = 136;

    /** Per instruction: code, jump if true, jump if false, operand. */
    static final int[][] NEIGHBOR_ADVERTISEMENTS = {
        {LOAD_BYTE, 0, 0, NEXT_HEADER_OFFSET},
        {JUMP_IF_EQUAL, 0, 3, ICMPV6},
        {LOAD_BYTE, 0, 0, ICMP_TYPE_OFFSET},
        {JUMP_IF_EQUAL, 0, 1, NEIGHBOR_ADVERTISEMENT},
        {RETURN, 0, 0, PacketSocket.FRAME_CAPACITY},
        {RETURN, 0, 0, 0},
    };

    /** As above: IPv4 packets of protocol 112, without options or with. */
    static final int[][] VRRP_IPV4 = {
        {LOAD_BYTE, 0, 0, 14 + 9},
        {JUMP_IF_EQUAL, 0, 1, VRRP},
        {RETURN, 0, 0, PacketSocket.FRAME_CAPACITY},
        {RETURN, 0, 0, 0},
    };

    /** As above: IPv6 packets whose first next header is protocol 112. */
    static final int[][] VRRP_IPV6 = {
        {LOAD_BYTE, 0, 0, NEXT_HEADER_OFFSET},
        {JUMP_IF_EQUAL, 0, 1, VRRP},
        {RETURN, 0, 0, PacketSocket.FRAME_CAPACITY},
        {RETURN, 0, 0, 0},
    };

    private PacketFilter() {}

    /** Writes the instructions and a {@code struct sock_fprog} that points to them. */
    static MemorySegment program(Arena arena, MemorySegment instructions, int[][] filter) {
        ByteBuffer out = NativeMemory.view(instructions);
        for (int[] instruction : filter) {
            out.putShort((short) instruction[0]).put((byte) instruction[1]).put((byte) instruction[2]);
            out.putInt(instruction[3]);
        }
        MemorySegment program = arena.allocate(PROGRAM_SIZE, 8);
        NativeMemory.view(program)
                .putShort(0, (short) filter.length)
                .putLong(PROGRAM_INSTRUCTIONS, instructions.address());
        return program;
    }
}
