package dev.virtualip.testkit.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A socket for one thread, with the calls made on it. Open it on a thread inside the namespace in which it works.
 */
public final class SocketDescriptor implements AutoCloseable {
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUFFORCE = 33;
    private static final short POLLIN = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Arena arena = Arena.ofConfined();
    private final SystemCalls libc = new SystemCalls(arena);
    private final MemorySegment senderSize = arena.allocate(ValueLayout.JAVA_INT);
    private final MemorySegment poll = arena.allocate(ValueLayout.JAVA_INT, 2);
    private final MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
    private final int number;

    private SocketDescriptor(int domain, int type, int protocol) {
        number = libc.socket(domain, type, protocol);
        if (number < 0) {
            arena.close();
            throw new LabException("socket(%d, %d, %d): errno %d".formatted(domain, type, protocol, -number));
        }
    }

    /** Opens a socket; the three numbers are those of socket(2). */
    public static SocketDescriptor open(int domain, int type, int protocol) {
        final int nonBlockingCloseOnExec = 0x80800;
        return new SocketDescriptor(domain, type | nonBlockingCloseOnExec, protocol);
    }

    /** The memory that lives as long as this socket. */
    public Arena arena() {
        return arena;
    }

    /** Waits until something can be received, at most so long. Returns whether it can. */
    public boolean awaitReadable(long nanos) {
        poll.set(ValueLayout.JAVA_INT, 0, number);
        poll.set(ValueLayout.JAVA_SHORT, Integer.BYTES, POLLIN);
        time.setAtIndex(ValueLayout.JAVA_LONG, 0, nanos / NANOS_PER_SECOND);
        time.setAtIndex(ValueLayout.JAVA_LONG, 1, nanos % NANOS_PER_SECOND);
        return libc.poll(poll, time) > 0;
    }

    /** Gives the receive buffer this many bytes, beyond the system's limit. */
    public void receiveBuffer(int bytes) {
        set(SOL_SOCKET, SO_RCVBUFFORCE, SystemCalls.intOption(arena, bytes));
    }

    /** Sets a socket option. */
    public void set(int level, int option, MemorySegment value) {
        int result = libc.setOption(number, level, option, value);
        if (result < 0) {
            throw new LabException("setsockopt(%d, %d): errno %d".formatted(level, option, -result));
        }
    }

    /** Sends one datagram. Returns false when the kernel refused it (no route, no neighbour, no buffer). */
    public boolean sendTo(MemorySegment datagram, MemorySegment address) {
        return libc.sendTo(number, datagram, address) >= 0;
    }

    /** Receives one datagram; negative when there is none. */
    public int receiveFrom(MemorySegment buffer, MemorySegment sender) {
        return libc.receiveFrom(number, buffer, sender, senderSize);
    }

    /** Makes a device-specific request. Returns minus errno when it fails. */
    public int ioctl(long request, MemorySegment argument) {
        return libc.ioctl(number, request, argument);
    }

    /** The name of the interface with this index; empty when there is none. */
    public String interfaceName(int index) {
        try (Arena call = Arena.ofConfined()) {
            return libc.interfaceName(index, call);
        }
    }

    /** Lets the calling thread run before all ordinary ones, where the system allows it. */
    public static void runBeforeOthers() {
        final int priority = 20;
        try (Arena call = Arena.ofConfined()) {
            new SystemCalls(call).runBeforeOthers(SystemCalls.intOption(call, priority));
        }
    }

    @Override
    public void close() {
        libc.close(number);
        arena.close();
    }
}
