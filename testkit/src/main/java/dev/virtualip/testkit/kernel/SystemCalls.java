package dev.virtualip.testkit.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The C library's calls that a lab makes, for one thread. A call that fails returns minus errno and never throws;
 * what that means is the caller's matter.
 */
@SuppressWarnings("restricted") // The one class of this module that makes foreign functions callable.
public final class SystemCalls {
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN = function("open", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle SETNS = function("setns", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SOCKET = function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SETSOCKOPT =
            function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SENDTO =
            function("sendto", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RECVFROM =
            function("recvfrom", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle PPOLL = function("ppoll", JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    private static final MethodHandle IOCTL = function("ioctl", JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle KILL = function("kill", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SCHED_SETSCHEDULER =
            function("sched_setscheduler", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle IF_INDEXTONAME = function("if_indextoname", ADDRESS, JAVA_INT, ADDRESS);
    private static final int SCHED_RR = 2;
    private static final int INTERFACE_NAME_BYTES = 16;

    private final MemorySegment callState;

    /** For the thread that owns {@code arena}. */
    public SystemCalls(Arena arena) {
        this.callState = arena.allocate(CALL_STATE);
    }

    /** Opens a file read-only, closed on exec. Returns a descriptor. */
    int openReadOnly(MemorySegment path) {
        final int closeOnExec = 0x80000;
        return result(() -> (int) OPEN.invokeExact(callState, path, closeOnExec));
    }

    /** Closes a descriptor. */
    public int close(int descriptor) {
        return result(() -> (int) CLOSE.invokeExact(callState, descriptor));
    }

    /** Moves the calling thread, and only it, into the network namespace that is open as {@code descriptor}. */
    int enterNetworkNamespace(int descriptor) {
        final int cloneNewNet = 0x40000000;
        return result(() -> (int) SETNS.invokeExact(callState, descriptor, cloneNewNet));
    }

    /** Opens a socket. Returns a descriptor. */
    public int socket(int domain, int type, int protocol) {
        return result(() -> (int) SOCKET.invokeExact(callState, domain, type, protocol));
    }

    /** Sets a socket option to the bytes of {@code value}. */
    public int setOption(int socket, int level, int option, MemorySegment value) {
        int size = (int) value.byteSize();
        return result(() -> (int) SETSOCKOPT.invokeExact(callState, socket, level, option, value, size));
    }

    /** Sends one datagram to a socket address. Returns the number of bytes sent. */
    public int sendTo(int socket, MemorySegment datagram, MemorySegment address) {
        int size = (int) address.byteSize();
        return result(() ->
                (int) (long) SENDTO.invokeExact(callState, socket, datagram, datagram.byteSize(), 0, address, size));
    }

    /** Receives one datagram and the address of its sender. Returns the number of bytes received. */
    public int receiveFrom(int socket, MemorySegment buffer, MemorySegment address, MemorySegment addressSize) {
        addressSize.set(JAVA_INT, 0, (int) address.byteSize());
        return result(() -> (int)
                (long) RECVFROM.invokeExact(callState, socket, buffer, buffer.byteSize(), 0, address, addressSize));
    }

    /** Waits for an event on one descriptor. Returns 0 when there was none in time. */
    int poll(MemorySegment descriptor, MemorySegment time) {
        return result(() -> (int) PPOLL.invokeExact(callState, descriptor, 1L, time, MemorySegment.NULL));
    }

    /** Makes a device-specific request. */
    public int ioctl(int descriptor, long request, MemorySegment argument) {
        return result(() -> (int) IOCTL.invokeExact(callState, descriptor, request, argument));
    }

    /** Sends a signal to one process. */
    public int kill(int pid, int signal) {
        return result(() -> (int) KILL.invokeExact(callState, pid, signal));
    }

    /** Runs the calling thread before all ordinary ones (SCHED_RR): an instrument must not be late. */
    public int runBeforeOthers(MemorySegment priority) {
        return result(() -> (int) SCHED_SETSCHEDULER.invokeExact(callState, 0, SCHED_RR, priority));
    }

    /** The name of the interface with this index in the calling thread's namespace; empty when there is none. */
    public String interfaceName(int index, Arena arena) {
        MemorySegment name = arena.allocate(INTERFACE_NAME_BYTES);
        int found = result(() -> {
            MemorySegment answer = (MemorySegment) IF_INDEXTONAME.invokeExact(callState, index, name);
            return answer.address() == 0 ? -1 : 0;
        });
        return found < 0 ? "" : name.getString(0);
    }

    private int result(NativeCall call) {
        try {
            int result = call.invoke();
            return result < 0 ? -(int) ERRNO.get(callState, 0L) : result;
        } catch (Throwable impossible) {
            throw new AssertionError("a foreign function does not throw", impossible);
        }
    }

    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                // open and ioctl take more arguments than they declare; on 64-bit Linux that needs no other call.
                Linker.Option.captureCallState("errno"));
    }

    /** Bytes of an int in the machine's order, as most socket options take it. */
    public static MemorySegment intOption(Arena arena, int value) {
        return arena.allocateFrom(ValueLayout.JAVA_INT, value);
    }

    @FunctionalInterface
    private interface NativeCall {
        int invoke() throws Throwable;
    }
}
