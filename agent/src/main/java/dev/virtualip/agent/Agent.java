package dev.virtualip.agent;

import dev.virtualip.agent.config.ConfigFile;
import dev.virtualip.agent.config.ConfigWatcher;
import dev.virtualip.agent.config.FileProblem;
import dev.virtualip.agent.config.Loaded;
import dev.virtualip.agent.config.NodeConfig;
import dev.virtualip.agent.linux.Capabilities;
import dev.virtualip.agent.linux.RealtimeScheduling;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.report.EventReporter;
import dev.virtualip.agent.report.HttpEndpoints;
import dev.virtualip.agent.report.HttpSources;
import dev.virtualip.agent.router.RouterLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Wires the agent together: VRRP first, and everything else when it speaks. */
final class Agent {
    /** Above everything that is not in real time, and below what a careful administrator may want above it. */
    private static final int REALTIME_PRIORITY = 50;

    /** Each node has its own folder in it. */
    private static final Path STATE = Path.of("/var/lib/virtualip");

    private final AgentOptions.Run options;
    private final NodeConfig config;
    private final EventReporter reporter;
    private final RouterLoop loop;
    private final AtomicBoolean refused = new AtomicBoolean();

    private Agent(AgentOptions.Run options, NodeConfig config) {
        this.options = options;
        this.config = config;
        reporter = EventReporter.start(options.journal());
        reporter.configured(config.virtualRouters());
        loop = RouterLoop.start(
                config.virtualRouters(), options.stopGraceNanos(), stateFolder(options, config), reporter);
    }

    private static Path stateFolder(AgentOptions.Run options, NodeConfig config) {
        Path given = options.stateFolder();
        return given != null ? given : STATE.resolve(config.nodeName());
    }

    /** Runs until SIGTERM; returns the exit code. */
    static int run(AgentOptions.Run options) {
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
        return switch (ConfigFile.read(options.config())) {
            case Loaded.Ok ok -> new Agent(options, ok.config()).run();
            case Loaded.Invalid invalid -> {
                System.err.println(text(invalid.problems()));
                yield AgentMain.REFUSED;
            }
        };
    }

    private static String text(List<FileProblem> problems) {
        return problems.stream().map(FileProblem::toString).collect(Collectors.joining("\n"));
    }

    private int run() {
        Thread hook = new Thread(this::stopInOrder, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            loop.started().join();
        } catch (CompletionException e) {
            return AgentMain.refuse("cannot begin: " + cause(e));
        }
        askForRealtime();
        try (HttpEndpoints http = HttpEndpoints.open(options.http(), sources());
                HttpEndpoints metrics =
                        options.metrics() == null ? http : HttpEndpoints.openMetrics(options.metrics(), sources());
                ConfigWatcher watcher = ConfigWatcher.start(options.config(), config, new Changes())) {
            Signals.onHangUp(watcher::reload);
            info(
                    "Listening",
                    "HTTP on " + http.address() + (metrics == http ? "" : ", metrics on " + metrics.address()));
            loop.ended().join();
            return AgentMain.DONE;
        } catch (IOException e) {
            refused.set(true);
            loop.stop().join();
            return AgentMain.refuse("" + e.getMessage());
        } catch (CompletionException e) {
            warn("LoopFailed", "the event loop failed, the addresses expire: " + cause(e));
            reporter.close();
            return AgentMain.FAILED;
        }
    }

    /** What a configuration file that changed leads to. */
    private final class Changes implements ConfigWatcher.Listener {
        @Override
        public void changed(NodeConfig changed) {
            reporter.configured(changed.virtualRouters());
            loop.apply(changed.virtualRouters()).join();
            info(
                    "ConfigApplied",
                    "%s: %d virtual routers"
                            .formatted(
                                    options.config(), changed.virtualRouters().size()));
        }

        @Override
        public void refused(List<FileProblem> problems) {
            warn("ConfigRefused", "the configuration before stays in force: " + text(problems));
        }
    }

    private HttpSources sources() {
        return new HttpSources(
                config.nodeName(),
                AgentVersion.get(),
                loop::snapshot,
                () -> true,
                reporter::counts,
                InstantSource.system(),
                System::nanoTime);
    }

    /** SIGTERM ends the JVM by way of this: the exit code shall be 0, and only when everything of ours is gone. */
    private void stopInOrder() {
        if (refused.get() || loop.ended().isDone()) {
            return;
        }
        loop.stop().exceptionally(failure -> null).join();
        reporter.close();
        Runtime.getRuntime().halt(AgentMain.DONE);
    }

    private void askForRealtime() {
        RealtimeScheduling.Outcome outcome = RealtimeScheduling.raise(RouterLoop.THREAD_NAME, REALTIME_PRIORITY);
        if (!outcome.problem().isEmpty()) {
            info("NoRealtime", outcome.problem());
        }
    }

    private void info(String kind, String message) {
        reporter.noticed(new Notice(Severity.INFO, config.nodeName(), kind, message));
    }

    private void warn(String kind, String message) {
        reporter.noticed(new Notice(Severity.WARNING, config.nodeName(), kind, message));
    }

    private static String cause(CompletionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage() == null ? cause : cause.getMessage());
    }
}
