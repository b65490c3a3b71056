package dev.virtualip.agent.router;

import dev.virtualip.agent.link.MarkList;
import dev.virtualip.agent.linux.Clocks;
import dev.virtualip.agent.linux.NativeIoException;
import dev.virtualip.agent.loop.LinuxPlatform;
import dev.virtualip.agent.loop.LoopCore;
import dev.virtualip.agent.loop.NettyPoller;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.NodeListener;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.Timing;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The event loop of all virtual routers of a node, and the door to it for other threads. */
public final class RouterLoop {
    /** The name of the loop's thread: real-time scheduling is given by it. */
    public static final String THREAD_NAME = "vrrp-loop";

    /** A stop takes no longer than the longest release and this. */
    private static final long STOP_MARGIN_NANOS = 1_000_000_000L;

    private static final int TURNS_TO_END_MAX = 100;

    private final CompletableFuture<Running> running = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private final NodeListener listener;
    private final long stopGraceNanos;
    private final Path stateFolder;

    /** What the loop has yet to take over: the latest states of each virtual router's health checks. */
    private final Map<String, List<HealthCheckState>> postedHealth = new ConcurrentHashMap<>();

    /** Set and read on the loop's thread: the core is closed. */
    private boolean over;

    /** The objects of the loop's thread; only that thread uses the core. */
    private record Running(ManualIoEventLoop io, LoopCore core) {}

    private RouterLoop(NodeListener listener, long stopGraceNanos, Path stateFolder) {
        this.stateFolder = stateFolder;
        this.listener = listener;
        this.stopGraceNanos = stopGraceNanos;
    }

    /**
     * Begins to load what the loop's first turn needs (foreign functions, Netty's native part): while the configuration
     * is being read, on threads of its own, it takes that much off the start.
     */
    public static void prepare() {
        Thread.ofPlatform().daemon().name("prepare-calls").start(() -> new Clocks().bootNanos());
        Thread.ofPlatform().daemon().name("prepare-netty").start(EpollIoHandler::newFactory);
    }

    /**
     * Starts the loop with these virtual routers.
     *
     * @param specs the specifications of the virtual routers
     * @param stopGraceNanos the time for which an Active that stops keeps answering without a successor
     * @param stateFolder where what has to survive a crash is kept; it need not exist, and newer kernels need nothing
     * @param listener receives steps, notices and changes, on the loop's thread
     */
    public static RouterLoop start(
            List<VirtualRouterSpec> specs, long stopGraceNanos, Path stateFolder, NodeListener listener) {
        RouterLoop loop = new RouterLoop(listener, stopGraceNanos, stateFolder);
        new Thread(() -> loop.run(specs), THREAD_NAME).start();
        return loop;
    }

    /** Makes the virtual routers these; complete when the change is under way. */
    public CompletableFuture<Boolean> apply(List<VirtualRouterSpec> specs) {
        return ask(core -> {
            core.apply(specs);
            return true;
        });
    }

    /**
     * The health checks of a virtual router have these states, all of them. Callable from any thread; returns at once.
     *
     * @param virtualRouter its name; it need not be configured yet
     */
    public void onHealth(String virtualRouter, List<HealthCheckState> states) {
        if (postedHealth.put(virtualRouter, List.copyOf(states)) == null) {
            // A loop that has ended needs no verdicts, so no caller waits for the answer.
            CompletableFuture<Boolean> _ = ask(core -> {
                List<HealthCheckState> latest = postedHealth.remove(virtualRouter);
                if (latest != null) {
                    core.onHealth(virtualRouter, latest);
                }
                return true;
            });
        }
    }

    /** The state of the node. */
    public CompletableFuture<NodeSnapshot> snapshot() {
        return ask(LoopCore::snapshot);
    }

    /** Complete, on the loop's thread, in its next turn: as long as the loop works. */
    public CompletableFuture<Boolean> turned() {
        return ask(core -> true);
    }

    /** Lets every virtual router leave in order; complete when nothing of ours is left. */
    public CompletableFuture<@Nullable Void> stop() {
        return running.thenCompose(loop -> {
            if (!ended.isDone()) {
                loop.io.execute(loop.core::stop);
            }
            return ended;
        });
    }

    /** Complete when the loop has begun to work; exceptionally if it cannot. */
    public CompletableFuture<?> started() {
        return running;
    }

    /** Complete when the loop has ended; exceptionally if something made it end. */
    public CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    private <T> CompletableFuture<T> ask(Function<LoopCore, T> question) {
        return running.thenCompose(loop -> {
            CompletableFuture<T> answer = new CompletableFuture<>();
            try {
                loop.io.execute(() -> answer(question, loop.core, answer));
            } catch (RejectedExecutionException e) {
                answer.completeExceptionally(e);
            }
            if (ended.isDone()) {
                answer.completeExceptionally(new RejectedExecutionException("the event loop has ended"));
            }
            return answer;
        });
    }

    /** Runs on the loop's thread. A failure is passed to the caller, and the loop continues. */
    private <T> void answer(Function<LoopCore, T> question, LoopCore core, CompletableFuture<T> answer) {
        try {
            if (over) {
                throw new RejectedExecutionException("the event loop has ended");
            }
            answer.complete(question.apply(core));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private void run(List<VirtualRouterSpec> specs) {
        ManualIoEventLoop io = new ManualIoEventLoop(Thread.currentThread(), EpollIoHandler.newFactory());
        try (LoopCore core = openCore(io)) {
            core.begin(specs);
            running.complete(new Running(io, core));
            while (!core.stopped(Timing.RELEASE_MAX_NANOS + STOP_MARGIN_NANOS)) {
                io.run(core.waitNanos());
                core.turn();
            }
        } catch (NativeIoException | RuntimeException | Error e) {
            // The cause is passed to all that wait for the loop; the sockets are closed by now.
            running.completeExceptionally(e);
            ended.completeExceptionally(e);
        } finally {
            over = true;
            end(io);
            ended.complete(null);
        }
    }

    private LoopCore openCore(ManualIoEventLoop io) throws NativeIoException {
        return new LoopCore(
                LinuxPlatform.with(new NettyPoller(io)),
                listener,
                stopGraceNanos,
                MarkList.ofThisKernel(stateFolder, listener),
                RouterRegistry::new);
    }

    /** Netty wants its loop to be turned until it has ended. */
    private static void end(ManualIoEventLoop io) {
        Future<?> termination = io.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        for (int i = 0; i < TURNS_TO_END_MAX && !termination.isDone(); i++) {
            io.runNow();
        }
    }
}
