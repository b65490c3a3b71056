package dev.virtualip.testkit.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetAddress;

/** Internet addresses as the kernel's {@code sockaddr_in} and {@code sockaddr_in6}, with port 0. */
public final class NativeAddresses {
    /** AF_INET. */
    public static final int INET = 2;
    /** AF_INET6. */
    public static final int INET6 = 10;
    /** AF_PACKET. */
    public static final int PACKET = 17;

    private static final int INET_BYTES = 16;
    private static final int INET_OFFSET = 4;
    private static final int INET6_BYTES = 28;
    private static final int INET6_OFFSET = 8;

    private NativeAddresses() {}

    /** The address family of {@code address}. */
    public static int family(InetAddress address) {
        return address instanceof Inet4Address ? INET : INET6;
    }

    /** The kernel's form of {@code address}. */
    public static MemorySegment of(Arena arena, InetAddress address) {
        boolean inet = address instanceof Inet4Address;
        MemorySegment result = arena.allocate(inet ? INET_BYTES : INET6_BYTES, ValueLayout.JAVA_INT.byteAlignment());
        result.set(ValueLayout.JAVA_SHORT, 0, (short) family(address));
        byte[] bytes = address.getAddress();
        MemorySegment.copy(bytes, 0, result, ValueLayout.JAVA_BYTE, inet ? INET_OFFSET : INET6_OFFSET, bytes.length);
        return result;
    }
}
