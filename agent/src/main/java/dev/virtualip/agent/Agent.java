package dev.virtualip.agent;

import dev.virtualip.agent.config.ConfigFile;
import dev.virtualip.agent.config.Loaded;
import dev.virtualip.agent.linux.Capabilities;
import dev.virtualip.agent.linux.RealtimeScheduling;
import dev.virtualip.agent.report.AgentAnswers;
import dev.virtualip.agent.report.HttpSources;
import dev.virtualip.agent.router.RouterLoop;
import dev.virtualip.daemon.HttpEndpoints;
import dev.virtualip.daemon.ThreadFailures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Wires the agent together: VRRP first, and everything else when it speaks. */
final class Agent {
    /** Above everything that is not in real time, and below what a careful administrator may want above it. */
    private static final int REALTIME_PRIORITY = 50;

    /** Each node has its own folder in it. */
    private static final Path STATE = Path.of("/var/lib/virtualip");

    private final AgentOptions.Run options;
    private final Desk desk;
    private final Origin origin;
    private final AtomicBoolean refused = new AtomicBoolean();
    private volatile Origin.@Nullable Following following;

    private Agent(AgentOptions.Run options, Origin origin, Path stateFolder) {
        this.options = options;
        this.origin = origin;
        this.desk = new Desk(origin, options, stateFolder);
    }

    private static Path stateFolder(AgentOptions.Run options, String node) {
        Path given = options.stateFolder();
        return given != null ? given : STATE.resolve(node);
    }

    /** Runs until SIGTERM; returns the exit code. */
    static int run(AgentOptions.Run options) {
        ThreadFailures.reportTo((sentence, failure) -> {
            System.err.println("virtualip-agent: " + sentence);
            failure.printStackTrace();
        });
        RouterLoop.prepare();
        try {
            List<String> missing = Capabilities.ofThisProcess().missing();
            if (!missing.isEmpty()) {
                return AgentMain.refuse("needs %s to hold addresses and to speak VRRP: run it as root, or give it these"
                                .formatted(String.join(" and ", missing))
                        + " capabilities");
            }
        } catch (IOException e) {
            return AgentMain.refuse("cannot read its own capabilities: " + e.getMessage());
        }
        return switch (options.source()) {
            case AgentOptions.FromFile file -> run(options, file.config());
            case AgentOptions.FromKubernetes kubernetes -> {
                Path folder = stateFolder(options, kubernetes.node());
                yield new Agent(options, KubernetesOrigin.of(kubernetes, folder), folder).run();
            }
        };
    }

    private static int run(AgentOptions.Run options, Path file) {
        return switch (ConfigFile.read(file)) {
            case Loaded.Ok ok -> {
                FileOrigin origin = new FileOrigin(file, ok.config());
                yield new Agent(options, origin, stateFolder(options, origin.node())).run();
            }
            case Loaded.Invalid invalid -> {
                System.err.println(FileOrigin.text(invalid.problems()));
                yield AgentMain.REFUSED;
            }
        };
    }

    private int run() {
        Thread hook = new Thread(this::stopInOrder, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            desk.loop().started().join();
        } catch (CompletionException e) {
            return AgentMain.refuse("cannot begin: " + cause(e));
        }
        askForRealtime();
        try (Origin.Following changes = origin.follow(desk)) {
            following = changes;
            desk.onChange(changes::changed);
            Signals.onHangUp(changes::reload);
            return serve(sources(changes));
        } catch (IOException e) {
            refused.set(true);
            desk.loop().stop().join();
            return AgentMain.refuse("" + e.getMessage());
        } catch (CompletionException e) {
            desk.warn("LoopFailed", "the event loop failed, the addresses expire: " + cause(e));
            desk.reporter().close();
            return AgentMain.FAILED;
        } catch (RuntimeException e) {
            // Without this thread no configuration would be followed and no health reported, while VRRP went on.
            refused.set(true);
            desk.warn(
                    "AgentFailed", "handing over and ending after an unexpected failure; please report this bug: " + e);
            desk.loop().stop().exceptionally(failure -> null).join();
            desk.reporter().close();
            return AgentMain.FAILED;
        }
    }

    private int serve(HttpSources sources) throws IOException {
        try (HttpEndpoints http = HttpEndpoints.open(options.http(), "--http", new AgentAnswers(sources, false));
                HttpEndpoints metrics = options.metrics() == null
                        ? http
                        : HttpEndpoints.open(options.metrics(), "--metrics", new AgentAnswers(sources, true))) {
            desk.info(
                    "Listening",
                    "HTTP on " + http.address() + (metrics == http ? "" : ", metrics on " + metrics.address()));
            desk.loop().ended().join();
            return AgentMain.DONE;
        }
    }

    private HttpSources sources(Origin.Following changes) {
        return new HttpSources(
                origin.node(),
                AgentVersion.get(),
                desk::snapshot,
                changes::ready,
                desk.reporter()::counts,
                changes.kubernetes(),
                InstantSource.system(),
                System::nanoTime);
    }

    /** SIGTERM ends the JVM by way of this: the exit code shall be 0, and only when everything of ours is gone. */
    private void stopInOrder() {
        if (refused.get() || desk.loop().ended().isDone()) {
            return;
        }
        Origin.Following changes = following;
        if (changes != null) {
            close(changes);
        }
        desk.loop().stop().exceptionally(failure -> null).join();
        if (changes != null) {
            changes.farewell();
        }
        desk.reporter().close();
        Runtime.getRuntime().halt(AgentMain.DONE);
    }

    private void close(Origin.Following changes) {
        try {
            changes.close();
        } catch (IOException e) {
            desk.warn("CloseFailed", "the configuration is still being watched: " + e.getMessage());
        }
    }

    private void askForRealtime() {
        RealtimeScheduling.Outcome outcome = RealtimeScheduling.raise(RouterLoop.THREAD_NAME, REALTIME_PRIORITY);
        if (!outcome.problem().isEmpty()) {
            desk.info("NoRealtime", outcome.problem());
        }
    }

    private static String cause(CompletionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage() == null ? cause : cause.getMessage());
    }
}
