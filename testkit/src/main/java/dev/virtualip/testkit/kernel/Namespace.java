package dev.virtualip.testkit.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A network namespace, mostly one made by {@code ip netns add}. Threads of this program can work inside: setns(2) moves
 * one thread only, and a socket stays where the thread was that opened it. So one program measures on many hosts at
 * once.
 *
 * @param name as {@code ip netns list} shows it, or the path of the file that stands for it
 */
public record Namespace(String name) {
    private static final Path FOLDER = Path.of("/run/netns");
    private static final Path OWN = Path.of("/proc/thread-self/ns/net");

    /** The one in which a process is, for as long as that process lives. */
    public static Namespace of(long pid) {
        return new Namespace("/proc/" + pid + "/ns/net");
    }

    /** The file that holds the namespace open. */
    public Path file() {
        // An absolute path stays as it is.
        return FOLDER.resolve(name);
    }

    /** Runs {@code work} on a thread inside this namespace and returns its result. */
    public <T> T call(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        start(name, task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new LabException("in namespace " + name + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while working in namespace " + name, e);
        }
    }

    /** Runs {@code work} on the calling thread inside this namespace; the thread then returns to its own one. */
    public <T> T callOnThisThread(Callable<T> work) throws Exception {
        try (Arena arena = Arena.ofConfined()) {
            SystemCalls calls = new SystemCalls(arena);
            int home = open(calls, arena, OWN);
            try {
                enter(calls, arena, file());
                return work.call();
            } finally {
                enter(calls, home);
                calls.close(home);
            }
        }
    }

    /** Starts a daemon thread that runs {@code work} inside this namespace. */
    public Thread start(String threadName, Runnable work) {
        FutureTask<Boolean> entered = new FutureTask<>(this::enter);
        // Platform threads only: a virtual thread would move its carrier, and with it the next virtual thread.
        Thread thread = Thread.ofPlatform().name(threadName).daemon().start(() -> {
            entered.run();
            if (entered.state() == FutureTask.State.SUCCESS) {
                work.run();
            }
        });
        try {
            entered.get();
        } catch (ExecutionException e) {
            throw new LabException("cannot enter namespace " + name + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while entering namespace " + name, e);
        }
        return thread;
    }

    /** Sets a network sysctl of this namespace, for example {@code net/ipv6/conf/all/accept_dad}. */
    public void sysctl(String key, String value) {
        call(() -> Files.writeString(Path.of("/proc/sys").resolve(key), value));
    }

    /** Reads a network sysctl of this namespace. */
    public String sysctl(String key) {
        return call(() -> Files.readString(Path.of("/proc/sys").resolve(key)).strip());
    }

    /** The names of all namespaces that {@code ip netns} knows. */
    public static List<String> all() {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this process may create namespaces: root may. */
    public static boolean canBeCreated() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean enter() {
        try (Arena arena = Arena.ofConfined()) {
            enter(new SystemCalls(arena), arena, file());
            return true;
        }
    }

    private static void enter(SystemCalls calls, Arena arena, Path file) {
        int descriptor = open(calls, arena, file);
        enter(calls, descriptor);
        calls.close(descriptor);
    }

    private static void enter(SystemCalls calls, int descriptor) {
        int result = calls.enterNetworkNamespace(descriptor);
        if (result < 0) {
            throw new LabException("setns: errno " + -result);
        }
    }

    private static int open(SystemCalls calls, Arena arena, Path file) {
        int descriptor = calls.openReadOnly(arena.allocateFrom(file.toString()));
        if (descriptor < 0) {
            throw new LabException("open " + file + ": errno " + -descriptor);
        }
        return descriptor;
    }
}
