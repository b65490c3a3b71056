package dev.virtualip.agent.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Real-time scheduling (SCHED_RR, see sched(7)) for the event loop and for the threads of the virtual machine that the
 * loop has to wait for: raised alone, the loop would be stopped by a safepoint that runs at normal priority.
 */
public final class RealtimeScheduling {
    private static final int SCHED_RR = 2;

    /** Processes that such a thread starts, such as a script, run at normal priority again. */
    private static final int SCHED_RESET_ON_FORK = 0x4000_0000;

    /** The kernel keeps 15 bytes of a thread's name. */
    private static final int NAME_LENGTH = 15;

    /** The VM thread runs safepoints, and collections of the serial collector; the others help other collectors. */
    private static final List<String> VIRTUAL_MACHINE = List.of("VM Thread", "GC Thread#", "G1 ", "VM Periodic Tas");

    private static final Path TASKS = Path.of("/proc/self/task");

    private RealtimeScheduling() {}

    /**
     * Result of asking for it.
     *
     * @param raised the names of the threads that now run in real time
     * @param problem why others do not, with the remedy; empty if all do
     */
    public record Outcome(List<String> raised, String problem) {
        /** Keeps a copy of the list. */
        public Outcome {
            raised = List.copyOf(raised);
        }
    }

    /**
     * Raises the threads whose names begin with {@code loopThread} and those of the virtual machine.
     *
     * @param loopThread the name of the event loop's thread, which must be running
     * @param priority 1..99
     */
    public static Outcome raise(String loopThread, int priority) {
        List<String> prefixes = new ArrayList<>(VIRTUAL_MACHINE);
        prefixes.add(loopThread.substring(0, Math.min(loopThread.length(), NAME_LENGTH)));
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            return raise(tasks, prefixes, priority);
        } catch (IOException e) {
            return new Outcome(List.of(), "the threads of this process cannot be listed: " + e);
        }
    }

    private static Outcome raise(Iterable<Path> tasks, List<String> prefixes, int priority) {
        List<String> raised = new ArrayList<>();
        String problem = "";
        for (Path task : tasks) {
            String name = name(task);
            if (prefixes.stream().noneMatch(name::startsWith)) {
                continue;
            }
            int errno = raise(Integer.parseInt(task.getFileName().toString()), priority);
            if (errno == 0) {
                raised.add(name);
            } else if (errno != Errno.ESRCH.number()) {
                problem = "thread \"%s\" stays at normal priority: %s; it needs CAP_SYS_NICE or a limit RTPRIO of %d"
                        .formatted(name, Errno.describe(errno), priority);
            }
        }
        return new Outcome(raised, problem);
    }

    private static int raise(int thread, int priority) {
        try (Arena arena = Arena.ofConfined()) {
            // struct sched_param { int priority; }
            MemorySegment parameters = arena.allocateFrom(ValueLayout.JAVA_INT, priority);
            MemorySegment capture = arena.allocate(Libc.CAPTURE);
            return -Libc.schedSetscheduler(capture, thread, SCHED_RR | SCHED_RESET_ON_FORK, parameters);
        }
    }

    /** The name of a thread; empty if it has ended in between. */
    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
