package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.NodeListener;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.RouterCondition;
import dev.virtualip.agent.node.VirtualRouterSnapshot;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.testkit.lab.TestNamespace;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A host of a test: a network namespace of its own, and the real event loop in it. */
final class Host implements AutoCloseable {
    private static final long GRACE_NANOS = 200_000_000L;
    private static final Path NO_FOLDER = Path.of("not-made-on-this-kernel");
    private static final int PATIENCE_SECONDS = 10;

    private final TestNamespace namespace = TestNamespace.create();
    private final List<JournalEntry> steps = new CopyOnWriteArrayList<>();
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private final AtomicInteger changes = new AtomicInteger();
    private @Nullable RouterLoop loop;
    private volatile long loopThread;

    /** Two hosts and a cable between them: eth0 here, eth0 there, 192.0.2.1 and 192.0.2.2. */
    static void connect(Host one, Host other) {
        one.namespace.connect("eth0", other.namespace, "eth0");
        one.ip("addr add 192.0.2.1/24 dev eth0");
        other.ip("addr add 192.0.2.2/24 dev eth0");
    }

    /** A cable between two hosts, its ends up. */
    static void cable(Host one, String name, Host other, String otherName) {
        one.namespace.connect(name, other.namespace, otherName);
    }

    /** Runs ip(8) here. */
    String ip(String arguments) {
        return namespace.ip(arguments);
    }

    String shell(String script) {
        return namespace.shell(script);
    }

    int index(String interfaceName) throws Exception {
        return namespace.index(interfaceName);
    }

    /** Runs the body here, on this thread. */
    <T> T call(Callable<T> body) throws Exception {
        return namespace.call(body);
    }

    /** Starts the loop; its thread lives in the namespace of the thread that makes it. */
    void start(VirtualRouterSpec... specs) throws Exception {
        loop = namespace.call(() -> RouterLoop.start(List.of(specs), GRACE_NANOS, NO_FOLDER, new NodeListener() {
            @Override
            public void stepped(JournalEntry entry) {
                loopThread = Thread.currentThread().threadId();
                steps.add(entry);
            }

            @Override
            public void noticed(Notice notice) {
                notices.add(notice);
            }

            @Override
            public void changed() {
                changes.incrementAndGet();
            }
        }));
        loop.started().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    RouterLoop loop() {
        RouterLoop running = loop;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }

    /** The loop's thread, known from the first transition on. */
    long loopThread() {
        return loopThread;
    }

    void apply(VirtualRouterSpec... specs) throws Exception {
        loop().apply(List.of(specs)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    NodeSnapshot snapshot() {
        return loop().snapshot().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    VirtualRouterSnapshot router(String name) {
        return snapshot().virtualRouters().stream()
                .filter(router -> router.spec().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until a virtual router is in this state. */
    void await(String name, String state) {
        until(name + " is " + state, () -> router(name).state().label().equals(state));
    }

    /** Waits until a virtual router says this about itself. */
    void awaitCondition(String name, String reason) {
        until(name + " says " + reason, () -> reasons(name).contains(reason));
    }

    /** Waits until a virtual router no longer says this about itself. */
    void awaitEnd(String name, String reason) {
        until(name + " no longer says " + reason, () -> !reasons(name).contains(reason));
    }

    /** What a virtual router says about itself under this reason. */
    String message(String name, String reason) {
        return router(name).conditions().stream()
                .filter(condition -> condition.reason().equals(reason))
                .findFirst()
                .orElseThrow()
                .message();
    }

    /** How often the loop told that a snapshot looks different. */
    int changes() {
        return changes.get();
    }

    List<String> reasons(String name) {
        return router(name).conditions().stream().map(RouterCondition::reason).toList();
    }

    /** What ip(8) shows of an interface, one address a line. */
    String addresses(String interfaceName) {
        return ip("-o addr show dev " + interfaceName);
    }

    List<JournalEntry> steps() {
        return steps;
    }

    List<String> notices() {
        return notices.stream().map(Notice::kind).toList();
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("%s", what).isNegative();
            sleepMillis(20);
        }
    }

    static void sleepMillis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Stops the loop in order. */
    void stop() {
        loop().stop().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        try {
            if (loop != null) {
                stop();
            }
        } finally {
            namespace.close();
        }
    }
}
