package dev.virtualip.agent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The three clocks whose gaps show how long the agent did not run: the monotonic one, which stops while the machine is
 * suspended, the one since boot, which does not, and the wall clock, which can be set; and a thread's processor time.
 */
public final class Clocks {
    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_THREAD_CPUTIME_ID = 3;
    private static final int CLOCK_BOOTTIME = 7;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    // struct timespec { 0 seconds (long)  8 nanoseconds (long) }
    private final MemorySegment timespec = Arena.ofAuto().allocate(2 * Long.BYTES, Long.BYTES);
    private final ByteBuffer time = NativeMemory.view(timespec);

    /** Makes a reader of its own, for one thread. */
    public Clocks() {}

    /** Nanoseconds of the monotonic clock; only differences mean something. */
    public long monotonicNanos() {
        return System.nanoTime();
    }

    /** Nanoseconds since boot, suspended time included. */
    public long bootNanos() {
        return nanos(CLOCK_BOOTTIME);
    }

    /** Nanoseconds since 1970-01-01 UTC. */
    public long wallNanos() {
        return nanos(CLOCK_REALTIME);
    }

    /** Nanoseconds of processor time that the calling thread has used: what its work cost, not what it waited for. */
    public long threadNanos() {
        return nanos(CLOCK_THREAD_CPUTIME_ID);
    }

    /** Whether a program keeps the wall clock synchronized; empty if the kernel does not say. */
    public static Optional<Boolean> synchronization() {
        return Synchronization.read();
    }

    private long nanos(int clock) {
        try {
            if (Libc.clockGettime(clock, timespec.address()) != 0) {
                throw new AssertionError("this kernel has no clock " + clock);
            }
        } finally {
            Reference.reachabilityFence(this);
        }
        return time.getLong(0) * NANOS_PER_SECOND + time.getLong(Long.BYTES);
    }

    /** Calls adjtimex(2). Loaded by the probe only, so that the agent starts without it. */
    private static final class Synchronization {
        /** The size of {@code struct timex}; its first field, 0, says that nothing is changed. */
        private static final long TIMEX_SIZE = 208;

        private static final int TIME_ERROR = 5;

        // int adjtimex(struct timex *buffer);
        private static final MethodHandle ADJTIMEX = Libc.plain("adjtimex");

        private Synchronization() {}

        private static Optional<Boolean> read() {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment timex = arena.allocate(TIMEX_SIZE, Long.BYTES);
                int state = (int) ADJTIMEX.invokeExact(timex.address(), 0L, 0L, 0L, 0L);
                return state < 0 ? Optional.empty() : Optional.of(state != TIME_ERROR);
            } catch (Throwable e) {
                throw Libc.impossible(e);
            }
        }
    }
}
