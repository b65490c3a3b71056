package dev.virtualip.testkit.wire;

import dev.virtualip.testkit.kernel.NativeAddresses;
import dev.virtualip.testkit.kernel.SocketDescriptor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A packet socket on all ports of a bridge, filtered by the kernel: probes never wake its reader. */
final class CaptureSocket implements AutoCloseable {
    private static final int SOCK_RAW = 3;
    private static final int ETH_P_ALL_BIG_ENDIAN = 0x0300;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int RECEIVE_BUFFER_BYTES = 16 << 20;
    private static final int FRAME_BYTES = 2048;
    private static final int LINK_ADDRESS_BYTES = 20;
    private static final int INTERFACE_AT = 4;
    private static final int PACKET_TYPE_AT = 10;
    private static final byte PACKET_OUTGOING = 4;

    /** Classic BPF: ARP, VRRP over IPv4, VRRP and neighbour advertisements over IPv6. {code, true, false, operand}. */
    private static final int[][] FILTER = {
        {0x28, 0, 0, 12}, // the frame's type
        {0x15, 9, 0, 0x0806}, // ARP: keep
        {0x15, 0, 2, 0x0800}, // IPv4:
        {0x30, 0, 0, 23}, //   protocol
        {0x15, 6, 5, 112}, //   VRRP: keep
        {0x15, 0, 4, 0x86DD}, // IPv6:
        {0x30, 0, 0, 20}, //   next header
        {0x15, 3, 0, 112}, //   VRRP: keep
        {0x30, 0, 0, 54}, //   type of an ICMPv6 message; of anything else it is let through and sorted out later
        {0x15, 1, 0, 136}, //   neighbour advertisement: keep
        {0x06, 0, 0, 0}, // drop
        {0x06, 0, 0, 0xFFFF}, // keep
    };

    private final SocketDescriptor socket;
    private final MemorySegment buffer;
    private final MemorySegment sender;
    private final Map<Integer, String> hosts = new HashMap<>();

    /** Opens it in the calling thread's namespace, for that thread. */
    CaptureSocket() {
        socket = SocketDescriptor.open(NativeAddresses.PACKET, SOCK_RAW, ETH_P_ALL_BIG_ENDIAN);
        socket.receiveBuffer(RECEIVE_BUFFER_BYTES);
        socket.set(SOL_SOCKET, SO_ATTACH_FILTER, filter(socket.arena()));
        buffer = socket.arena().allocate(FRAME_BYTES);
        sender = socket.arena().allocate(LINK_ADDRESS_BYTES, Integer.BYTES);
    }

    /** Waits at most so long until a frame may be there. */
    void await(long nanos) {
        socket.awaitReadable(nanos);
    }

    /** Whether a frame was there; what it said, if it came from a host and is of interest, is in {@code seen}. */
    boolean receive(Consumer<CapturedPacket> seen) {
        int length = socket.receiveFrom(buffer, sender);
        if (length < 0) {
            return false;
        }
        boolean fromHost = sender.get(ValueLayout.JAVA_BYTE, PACKET_TYPE_AT) != PACKET_OUTGOING;
        if (fromHost) {
            byte[] bytes = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
            read(System.nanoTime(), bytes).ifPresent(seen);
        }
        return true;
    }

    private Optional<CapturedPacket> read(long nanos, byte[] bytes) {
        int index = sender.get(ValueLayout.JAVA_INT, INTERFACE_AT);
        String host = hosts.computeIfAbsent(index, socket::interfaceName);
        // The bridge itself receives each flooded frame once more.
        return host.equals(PacketCapture.BRIDGE) ? Optional.empty() : new EthernetFrame(nanos, host, bytes).read();
    }

    /** The kernel's {@code struct sock_fprog}. */
    private static MemorySegment filter(Arena arena) {
        final int instructionBytes = 8;
        MemorySegment program = arena.allocate((long) FILTER.length * instructionBytes, Long.BYTES);
        for (int i = 0; i < FILTER.length; i++) {
            long at = (long) i * instructionBytes;
            program.set(ValueLayout.JAVA_SHORT, at, (short) FILTER[i][0]);
            program.set(ValueLayout.JAVA_BYTE, at + 2, (byte) FILTER[i][1]);
            program.set(ValueLayout.JAVA_BYTE, at + 3, (byte) FILTER[i][2]);
            program.set(ValueLayout.JAVA_INT, at + 4, FILTER[i][3]);
        }
        MemorySegment header = arena.allocate(16, Long.BYTES);
        header.set(ValueLayout.JAVA_SHORT, 0, (short) FILTER.length);
        header.set(ValueLayout.ADDRESS, Long.BYTES, program);
        return header;
    }

    @Override
    public void close() {
        socket.close();
    }
}
