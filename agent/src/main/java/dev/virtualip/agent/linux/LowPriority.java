package dev.virtualip.agent.linux;

import java.lang.foreign.Arena;

/** The nice value (setpriority(2)) of threads that must never be in the way of the event loop. */
public final class LowPriority {
    private static final int NICE = 10;

    private LowPriority() {}

    /** Lowers the calling thread, and with it every thread that it starts from now on; false: the kernel refused. */
    public static boolean lowerThisThread() {
        try (Arena arena = Arena.ofConfined()) {
            return Libc.setPriority(arena.allocate(Libc.CAPTURE), NICE) == 0;
        }
    }
}
