package dev.virtualip.agent.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Timeouts of TCP connections: the kernel closes one whose other end does not answer for ten seconds, also one on which
 * the agent only waits, such as a watch. The JDK's HTTP client sets no such options, and does not expose its sockets;
 * so they are set on every TCP socket that this process has.
 */
public final class TcpTimeouts {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** After so many seconds in which nothing came, the kernel asks whether the other end is there. */
    private static final int IDLE_SECONDS = 4;

    private static final int PROBE_EVERY_SECONDS = 2;
    private static final int PROBES = 3;
    private static final int UNANSWERED_MILLIS = 10_000;

    private TcpTimeouts() {}

    /** Sets them on every TCP socket that is open now. */
    public static void set() {
        try (Arena arena = Arena.ofConfined();
                DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            MemorySegment capture = arena.allocate(Libc.CAPTURE);
            MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
            for (Path descriptor : descriptors) {
                set(Integer.parseInt(descriptor.getFileName().toString()), capture, value);
            }
        } catch (IOException e) {
            // Without /proc a dead watch is found by its silence, after some minutes.
        }
    }

    /** A descriptor that is no TCP socket, or is closed by now, refuses the first option. */
    private static void set(int descriptor, MemorySegment capture, MemorySegment value) {
        value.set(ValueLayout.JAVA_INT, 0, UNANSWERED_MILLIS);
        if (Libc.setsockopt(capture, descriptor, SocketOption.TCP_USER_TIMEOUT, value) < 0) {
            return;
        }
        value.set(ValueLayout.JAVA_INT, 0, IDLE_SECONDS);
        Libc.setsockopt(capture, descriptor, SocketOption.TCP_KEEPIDLE, value);
        value.set(ValueLayout.JAVA_INT, 0, PROBE_EVERY_SECONDS);
        Libc.setsockopt(capture, descriptor, SocketOption.TCP_KEEPINTVL, value);
        value.set(ValueLayout.JAVA_INT, 0, PROBES);
        Libc.setsockopt(capture, descriptor, SocketOption.TCP_KEEPCNT, value);
        value.set(ValueLayout.JAVA_INT, 0, 1);
        Libc.setsockopt(capture, descriptor, SocketOption.SO_KEEPALIVE, value);
    }
}
