package dev.virtualip.agent.linux;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Collections;

/**
 * The C functions the agent calls. Those that can fail return {@code -errno} then.
 *
 * <p>1. Every argument is passed as 64 bits: the calling conventions of x86-64 and AArch64 leave the upper half of a
 * register that holds an {@code int} open, so this is the same call. And every call passes five arguments, zeros after
 * those that the function has: they are in registers that it does not read. So there are two linked shapes, with and
 * without {@code errno}; linking one takes about 5 ms when the agent starts.
 *
 * <p>2. A handle that captures {@code errno} allocates 40 bytes per call. So the calls of the steady path use a handle
 * that does not, and if they fail they are made again by one that does; what the second call says is what counts.
 */
@SuppressWarnings("restricted") // The one place that binds C functions.
final class Libc {
    /** For {@link #sendmmsg} and {@link #recvmmsg}: never wait. */
    private static final long MSG_DONTWAIT = 0x40;

    private static final int ARGUMENTS = 5;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final FunctionDescriptor SHAPE = FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            Collections.nCopies(ARGUMENTS, ValueLayout.JAVA_LONG).toArray(MemoryLayout[]::new));

    /** The state that holds {@code errno} after a call. */
    static final MemoryLayout CAPTURE = Linker.Option.captureStateLayout();

    private static final long ERRNO_OFFSET = CAPTURE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    // int socket(int domain, int type, int protocol);
    private static final MethodHandle SOCKET = capturing("socket");
    // int bind(int fd, const struct sockaddr *address, socklen_t length);
    private static final MethodHandle BIND = capturing("bind");
    // int setsockopt(int fd, int level, int name, const void *value, socklen_t length);
    private static final MethodHandle SETSOCKOPT = capturing("setsockopt");
    // int close(int fd);
    private static final MethodHandle CLOSE = plain("close");
    // int sendmmsg(int fd, struct mmsghdr *vector, unsigned int count, int flags);
    private static final MethodHandle SENDMMSG = plain("sendmmsg");
    private static final MethodHandle SENDMMSG_CAPTURING = capturing("sendmmsg");
    // int recvmmsg(int fd, struct mmsghdr *vector, unsigned int count, int flags, struct timespec *timeout);
    private static final MethodHandle RECVMMSG = plain("recvmmsg");
    private static final MethodHandle RECVMMSG_CAPTURING = capturing("recvmmsg");
    // int clock_gettime(clockid_t clock, struct timespec *time);
    private static final MethodHandle CLOCK_GETTIME = plain("clock_gettime");
    // int sched_setscheduler(pid_t thread, int policy, const struct sched_param *parameters);
    private static final MethodHandle SCHED_SETSCHEDULER = capturing("sched_setscheduler");

    private Libc() {}

    /** Returns a descriptor or {@code -errno}. */
    static int socket(MemorySegment capture, int domain, int type, int protocol) {
        try {
            return result(
                    (int) SOCKET.invokeExact(capture, (long) domain, (long) type, (long) protocol, 0L, 0L), capture);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int bind(MemorySegment capture, int fd, MemorySegment address) {
        try {
            return result(
                    (int) BIND.invokeExact(capture, (long) fd, address.address(), address.byteSize(), 0L, 0L), capture);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int setsockopt(MemorySegment capture, int fd, SocketOption option, MemorySegment value) {
        try {
            return result(
                    (int) SETSOCKOPT.invokeExact(
                            capture,
                            (long) fd,
                            (long) option.level(),
                            (long) option.number(),
                            value.address(),
                            value.byteSize()),
                    capture);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static void close(int fd) {
        try {
            int _ = (int) CLOSE.invokeExact((long) fd, 0L, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Sends without waiting; returns how many messages went out, at least 1, or {@code -errno} of the first. */
    static int sendmmsg(MemorySegment capture, int fd, long vector, int count) {
        try {
            int sent = (int) SENDMMSG.invokeExact((long) fd, vector, (long) count, MSG_DONTWAIT, 0L);
            if (sent >= 0) {
                return sent;
            }
            return result(
                    (int) SENDMMSG_CAPTURING.invokeExact(capture, (long) fd, vector, (long) count, MSG_DONTWAIT, 0L),
                    capture);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Receives without waiting; returns how many messages came, or {@code -errno}. */
    static int recvmmsg(MemorySegment capture, int fd, long vector, int count) {
        try {
            int received = (int) RECVMMSG.invokeExact((long) fd, vector, (long) count, MSG_DONTWAIT, 0L);
            return received >= 0 ? received : recvmmsgOnce(capture, fd, vector, count);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /**
     * As {@link #recvmmsg}, but in one call: for sockets whose pending errors matter, since the first call that fails
     * clears such an error.
     */
    static int recvmmsgOnce(MemorySegment capture, int fd, long vector, int count) {
        try {
            return result(
                    (int) RECVMMSG_CAPTURING.invokeExact(capture, (long) fd, vector, (long) count, MSG_DONTWAIT, 0L),
                    capture);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Fills in the time; fails only for a clock that does not exist. */
    static int clockGettime(int clock, long timespec) {
        try {
            return (int) CLOCK_GETTIME.invokeExact((long) clock, timespec, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int schedSetscheduler(MemorySegment capture, int thread, int policy, MemorySegment parameters) {
        try {
            return result(
                    (int) SCHED_SETSCHEDULER.invokeExact(
                            capture, (long) thread, (long) policy, parameters.address(), 0L, 0L),
                    capture);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** The result of a capturing call: what it returned or {@code -errno}. */
    static int result(int returned, MemorySegment capture) {
        return returned >= 0 ? returned : -capture.get(ValueLayout.JAVA_INT, ERRNO_OFFSET);
    }

    /** A handle that captures {@code errno}, its first argument. */
    static MethodHandle capturing(String name) {
        return LINKER.downcallHandle(symbol(name), SHAPE, Linker.Option.captureCallState("errno"));
    }

    /** A handle that does not capture {@code errno}. */
    static MethodHandle plain(String name) {
        return LINKER.downcallHandle(symbol(name), SHAPE);
    }

    private static MemorySegment symbol(String name) {
        return LINKER.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name + "; Linux is needed"));
    }

    /** A call of a C function throws nothing of its own, only errors of the virtual machine. */
    static AssertionError impossible(Throwable e) {
        return new AssertionError("a call of a C function threw", e);
    }
}
