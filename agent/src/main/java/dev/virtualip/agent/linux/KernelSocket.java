package dev.virtualip.agent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** A non-blocking socket: its descriptor, and the memory in which the kernel leaves error numbers. */
final class KernelSocket implements AutoCloseable {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int AF_NETLINK = 16;
    static final int AF_PACKET = 17;
    static final int SOCK_RAW = 3;

    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int CLOSED = -1;

    private final Arena arena;
    private final MemorySegment capture;
    private final String purpose;
    private int descriptor;

    private KernelSocket(Arena arena, MemorySegment capture, String purpose, int descriptor) {
        this.arena = arena;
        this.capture = capture;
        this.purpose = purpose;
        this.descriptor = descriptor;
    }

    /**
     * Opens a raw socket.
     *
     * @param purpose what it is for, such as "VRRP over IPv4 on eth0", for messages
     */
    static KernelSocket open(int domain, int protocol, String purpose) throws NativeIoException {
        Arena arena = Arena.ofAuto();
        MemorySegment capture = arena.allocate(Libc.CAPTURE);
        int result = Libc.socket(capture, domain, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
        if (result < 0) {
            throw new NativeIoException("socket for " + purpose, -result);
        }
        return new KernelSocket(arena, capture, purpose, result);
    }

    /** The descriptor; -1 once it is closed. */
    int descriptor() {
        return descriptor;
    }

    void set(SocketOption option, int value) throws NativeIoException {
        check("setsockopt " + option, trySet(option, value));
    }

    /** As {@link #set}, for what the agent can do without; returns 0 or {@code -errno}. */
    int trySet(SocketOption option, int value) {
        MemorySegment memory = arena.allocate(Integer.BYTES, Integer.BYTES);
        memory.set(ValueLayout.JAVA_INT, 0, value);
        return Libc.setsockopt(capture, descriptor, option, memory);
    }

    void set(SocketOption option, byte[] value) throws NativeIoException {
        set(option, copy(value));
    }

    void set(SocketOption option, MemorySegment value) throws NativeIoException {
        check("setsockopt " + option, Libc.setsockopt(capture, descriptor, option, value));
    }

    /** Only what comes from this interface, and only out of it, whatever the routes say. */
    void bindToDevice(String interfaceName) throws NativeIoException {
        set(SocketOption.SO_BINDTODEVICE, interfaceName.getBytes(StandardCharsets.UTF_8));
    }

    void bind(byte[] socketAddress) throws NativeIoException {
        check("bind", Libc.bind(capture, descriptor, copy(socketAddress)));
    }

    /** Enlarges the receive buffer, beyond the limit of the host if the agent may. */
    void enlargeReceiveBuffer(int bytes) throws NativeIoException {
        if (trySet(SocketOption.SO_RCVBUFFORCE, bytes) < 0) {
            set(SocketOption.SO_RCVBUF, bytes);
        }
    }

    /** The memory for the error number of a call on this socket. */
    MemorySegment capture() {
        return capture;
    }

    /** An exception that says what failed on which socket. */
    NativeIoException failure(String call, int errno) {
        return new NativeIoException(call + " for " + purpose, errno);
    }

    @Override
    public void close() {
        if (descriptor != CLOSED) {
            Libc.close(descriptor);
            descriptor = CLOSED;
        }
    }

    private MemorySegment copy(byte[] bytes) {
        MemorySegment memory = arena.allocate(bytes.length, Long.BYTES);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return memory;
    }

    private void check(String call, int result) throws NativeIoException {
        if (result < 0) {
            throw failure(call, -result);
        }
    }
}
