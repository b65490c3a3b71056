package dev.virtualip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** A network namespace of a test's own; a thread can step into it, and the sockets it opens there stay there. */
@SuppressWarnings("restricted") // setns(2) is not bound in the main code, which has no use for it.
public final class NetworkNamespace implements AutoCloseable {
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Path OWN = Path.of("/proc/thread-self/ns/net");
    private static final int CLONE_NEWNET = 0x4000_0000;

    // int open(const char *path, int flags, ...);
    private static final MethodHandle OPEN = handle(
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    // int setns(int fd, int type);
    private static final MethodHandle SETNS =
            handle("setns", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final String name;

    private NetworkNamespace(String name) {
        this.name = name;
    }

    /** Makes one with its loopback interface up and without duplicate address detection, or skips the test. */
    public static NetworkNamespace create() {
        requireRoot();
        NetworkNamespace namespace =
                new NetworkNamespace("vip-it-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet());
        run(List.of("ip", "netns", "add", namespace.name));
        namespace.ip("link set lo up");
        namespace.shell("echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad");
        return namespace;
    }

    /** In continuous integration a test that cannot run is a failure. */
    static void requireRoot() {
        boolean root = "root".equals(System.getProperty("user.name"));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(root)
                    .as("these tests need root, to make network namespaces")
                    .isTrue();
        }
        Assumptions.assumeTrue(root, "needs root, to make network namespaces");
    }

    public String name() {
        return name;
    }

    /** A pair of cables' ends: one interface here, its other end in the other namespace, both up. */
    public void connect(String here, NetworkNamespace other, String there) {
        ip("link add " + here + " type veth peer name " + there + " netns " + other.name);
        ip("link set " + here + " up");
        other.ip("link set " + there + " up");
    }

    /** Runs ip(8) in this namespace and gives what it prints. */
    public String ip(String arguments) {
        List<String> command = new ArrayList<>(List.of("ip", "-n", name));
        command.addAll(List.of(arguments.split(" ")));
        return run(command);
    }

    /** Runs a shell command in this namespace and gives what it prints. */
    public String shell(String script) {
        return run(List.of("ip", "netns", "exec", name, "sh", "-c", script));
    }

    /** The index of an interface here. */
    public int index(String interfaceName) throws Exception {
        return call(() -> {
            String file = shell("cat /sys/class/net/" + interfaceName + "/ifindex");
            return Integer.parseInt(file.strip());
        });
    }

    /** Runs the body on this thread, in this namespace. */
    public <T> T call(Callable<T> body) throws Exception {
        int home = open(OWN);
        int target = open(Path.of("/run/netns").resolve(name));
        enter(target);
        try {
            return body.call();
        } finally {
            enter(home);
            Libc.close(home);
            Libc.close(target);
        }
    }

    @Override
    public void close() {
        run(List.of("ip", "netns", "del", name));
    }

    private static int open(Path path) {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) OPEN.invokeExact(arena.allocateFrom(path.toString()), 0);
            assertThat(descriptor).as("open %s", path).isNotNegative();
            return descriptor;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static void enter(int descriptor) {
        try {
            int result = (int) SETNS.invokeExact(descriptor, CLONE_NEWNET);
            assertThat(result).as("setns").isZero();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static String run(List<String> command) {
        try {
            Path output = Files.createTempFile("vip-it-", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                int exit = process.waitFor();
                String text = Files.readString(output);
                assertThat(exit).as("%s: %s", command, text).isZero();
                return text;
            } finally {
                Files.delete(output);
            }
        } catch (Exception e) {
            throw new AssertionError(command.toString(), e);
        }
    }

    private static MethodHandle handle(String name, FunctionDescriptor shape, Linker.Option... options) {
        MemorySegment symbol = Linker.nativeLinker().defaultLookup().findOrThrow(name);
        return Linker.nativeLinker().downcallHandle(symbol, shape, options);
    }
}
