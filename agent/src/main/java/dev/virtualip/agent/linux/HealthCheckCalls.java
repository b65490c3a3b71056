package dev.virtualip.agent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Calls that only health checks need: the flags of an interface, accounts of users, process groups. Loaded with the
 * first check that needs one, so that an agent without checks starts without them.
 */
public final class HealthCheckCalls {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM_CLOEXEC = 0x8_0002;
    private static final long SIOCGIFFLAGS = 0x8913;
    private static final int IFF_UP = 0x1;
    private static final int IFF_RUNNING = 0x40;
    // struct ifreq { 0 name (16 bytes)  16 flags (short)  … 40 }
    private static final long IFREQ_SIZE = 40;
    private static final int NAME_SIZE = 16;
    // int ioctl(int fd, unsigned long request, struct ifreq *request);
    private static final MethodHandle IOCTL = Libc.capturing("ioctl");
    private static final long BUFFER_SIZE = 16_384;
    // struct passwd { 0 name  8 password  16 uid (int)  20 gid (int)  24 comment  32 home  40 shell }
    private static final long PASSWD_SIZE = 48;
    private static final long UID_OFFSET = 16;
    private static final long GID_OFFSET = 20;
    // int getpwnam_r(const char *name, struct passwd *account, char *buffer, size_t size, struct passwd **found);
    private static final MethodHandle GETPWNAM_R = Libc.plain("getpwnam_r");
    private static final long SIGKILL = 9;
    // int kill(pid_t process, int signal);
    private static final MethodHandle KILL = Libc.plain("kill");

    private HealthCheckCalls() {}

    /** State of a network interface, see netdevice(7). */
    public enum InterfaceState {
        /** Up, with a carrier. */
        UP,
        /** Up, without a carrier. */
        NO_CARRIER,
        /** Set down. */
        DOWN,
        /** No interface has this name. */
        MISSING
    }

    /** Reads the state of an interface. */
    public static InterfaceState interfaceState(String name) throws NativeIoException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= NAME_SIZE) {
            return InterfaceState.MISSING;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment capture = arena.allocate(Libc.CAPTURE);
            MemorySegment request = arena.allocate(IFREQ_SIZE, Long.BYTES);
            request.asByteBuffer().put(bytes);
            int socket = Libc.socket(capture, AF_INET, SOCK_DGRAM_CLOEXEC, 0);
            if (socket < 0) {
                throw new NativeIoException("socket", -socket);
            }
            int result = ioctl(capture, socket, request);
            Libc.close(socket);
            if (result == -Errno.ENODEV.number()) {
                return InterfaceState.MISSING;
            }
            if (result < 0) {
                throw new NativeIoException("ioctl SIOCGIFFLAGS " + name, -result);
            }
            return state(request.get(ValueLayout.JAVA_SHORT, NAME_SIZE));
        }
    }

    private static InterfaceState state(int flags) {
        if ((flags & IFF_UP) == 0) {
            return InterfaceState.DOWN;
        }
        return (flags & IFF_RUNNING) == 0 ? InterfaceState.NO_CARRIER : InterfaceState.UP;
    }

    private static int ioctl(MemorySegment capture, int socket, MemorySegment request) {
        try {
            return Libc.result(
                    (int) IOCTL.invokeExact(capture, (long) socket, SIOCGIFFLAGS, request.address(), 0L, 0L), capture);
        } catch (Throwable e) {
            throw Libc.impossible(e);
        }
    }

    /**
     * Account of a user, from whatever source the host is configured with, see nsswitch.conf(5).
     *
     * @param name its name
     * @param userId its number
     * @param groupId the number of its main group
     */
    public record UserAccount(String name, int userId, int groupId) {}

    /** The account of a user; empty if there is none. */
    public static Optional<UserAccount> userAccount(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment account = arena.allocate(PASSWD_SIZE, Long.BYTES);
            MemorySegment buffer = arena.allocate(BUFFER_SIZE);
            MemorySegment found = arena.allocate(ValueLayout.JAVA_LONG);
            int _ = getpwnam(arena.allocateFrom(name), account, buffer, found);
            return found.get(ValueLayout.JAVA_LONG, 0) == 0
                    ? Optional.empty()
                    : Optional.of(new UserAccount(
                            name,
                            account.get(ValueLayout.JAVA_INT, UID_OFFSET),
                            account.get(ValueLayout.JAVA_INT, GID_OFFSET)));
        }
    }

    private static int getpwnam(MemorySegment name, MemorySegment account, MemorySegment buffer, MemorySegment found) {
        try {
            return (int) GETPWNAM_R.invokeExact(
                    name.address(), account.address(), buffer.address(), buffer.byteSize(), found.address());
        } catch (Throwable e) {
            throw Libc.impossible(e);
        }
    }

    /** Kills all processes of a group, see setpgid(2); false if it has none that may be killed. */
    public static boolean killGroup(long leader) {
        if (leader <= 1) {
            throw new IllegalArgumentException(leader + " leads no process group that may be killed");
        }
        try {
            return (int) KILL.invokeExact(-leader, SIGKILL, 0L, 0L, 0L) == 0;
        } catch (Throwable e) {
            throw Libc.impossible(e);
        }
    }
}
