package dev.virtualip.agent;

import dev.virtualip.agent.config.file.ConfigFile;
import dev.virtualip.agent.config.file.ConfigFileResult;
import dev.virtualip.agent.linux.Capabilities;
import dev.virtualip.agent.linux.RealtimeScheduling;
import dev.virtualip.agent.node.NoticeKind;
import dev.virtualip.agent.report.http.AgentPage;
import dev.virtualip.agent.report.http.AgentRequestHandler;
import dev.virtualip.agent.report.http.ReportSources;
import dev.virtualip.agent.router.RouterLoop;
import dev.virtualip.daemon.HttpEndpoints;
import dev.virtualip.daemon.ThreadFailures;
import dev.virtualip.daemon.page.PageAddress;
import dev.virtualip.daemon.page.PageServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Starts and stops the agent: first VRRP, then configuration changes, reports and HTTP. */
final class Agent {
    /** Above all threads without real-time priority, and below what an administrator may choose to put above it. */
    private static final int REALTIME_PRIORITY = 50;

    /** Default parent of the node's state folder. */
    private static final Path STATE = Path.of("/var/lib/virtualip");

    private final AgentOptions.Run options;
    private final AgentRuntime runtime;
    private final ConfigSource configSource;
    private final SystemdReports systemd;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile @Nullable ConfigSubscription subscription;

    private Agent(AgentOptions.Run options, ConfigSource configSource, Path stateFolder) {
        this.options = options;
        this.configSource = configSource;
        this.runtime = new AgentRuntime(configSource, options, stateFolder);
        this.systemd =
                new SystemdReports(System.getenv(), ProcessHandle.current().pid());
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
                return ExitCode.failToStart("VRRP and the binding of addresses need %s: run as root, or grant these"
                                .formatted(String.join(" and ", missing))
                        + " capabilities");
            }
        } catch (IOException e) {
            return ExitCode.failToStart("cannot read the capabilities of this process: " + e.getMessage());
        }
        return switch (options.source()) {
            case AgentOptions.FromFile file -> run(options, file.config());
            case AgentOptions.FromKubernetes kubernetes -> {
                Path folder = stateFolder(options, kubernetes.node());
                yield new Agent(options, KubernetesConfigSource.of(kubernetes, folder), folder).run();
            }
        };
    }

    private static int run(AgentOptions.Run options, Path file) {
        return switch (ConfigFile.read(file)) {
            case ConfigFileResult.Valid valid -> {
                FileConfigSource source = new FileConfigSource(file, valid.config());
                yield new Agent(options, source, stateFolder(options, source.node())).run();
            }
            case ConfigFileResult.Invalid invalid -> {
                System.err.println(FileConfigSource.text(invalid.problems()));
                yield ExitCode.START_FAILED;
            }
        };
    }

    private int run() {
        Thread hook = new Thread(this::stopOnSignal, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            runtime.loop().started().join();
        } catch (CompletionException e) {
            return ExitCode.failToStart("cannot start the event loop: " + cause(e));
        }
        raisePriority();
        runtime.health().configured(configSource.initial());
        try (ConfigSubscription current = configSource.subscribe(runtime)) {
            subscription = current;
            runtime.onChange(() -> {
                current.stateChanged();
                systemd.changed();
            });
            Signals.onHangUp(() -> reload(current));
            return serve(sources(current));
        } catch (IOException e) {
            stopping.set(true);
            runtime.loop().stop().join();
            return ExitCode.failToStart("" + e.getMessage());
        } catch (CompletionException e) {
            runtime.warn(
                    NoticeKind.LOOP_FAILED,
                    "the event loop failed; the kernel removes the addresses when their lifetime"
                            + " ends. Please report this bug: " + cause(e));
            runtime.closeReports();
            return ExitCode.FAILED;
        } catch (RuntimeException e) {
            // Without this thread no configuration change is applied and no health is reported, while VRRP runs on.
            stopping.set(true);
            runtime.warn(
                    NoticeKind.AGENT_FAILED,
                    "handing over and exiting after an unexpected failure. Please report this bug: " + e);
            runtime.loop().stop().exceptionally(failure -> null).join();
            runtime.closeReports();
            return ExitCode.FAILED;
        }
    }

    private void reload(ConfigSubscription current) {
        systemd.reloading();
        try {
            current.reload();
        } finally {
            systemd.reloaded();
        }
    }

    private int serve(ReportSources sources) throws IOException {
        try (HttpEndpoints http =
                        HttpEndpoints.open(options.http(), "--http", new AgentRequestHandler(sources, false));
                HttpEndpoints metrics = options.metrics() == null
                        ? http
                        : HttpEndpoints.open(options.metrics(), "--metrics", new AgentRequestHandler(sources, true));
                PageServer page = options.page() == null ? null : AgentPage.open(options.page(), sources)) {
            runtime.info(
                    NoticeKind.LISTENING,
                    "HTTP on " + http.address() + (metrics == http ? "" : ", metrics on " + metrics.address()));
            if (page != null) {
                logPage(page.address());
            }
            systemd.ready(new SystemdReports.EventLoop(runtime.loop()::snapshot, runtime.loop()::turned));
            runtime.loop().ended().join();
            return ExitCode.DONE;
        }
    }

    private void logPage(InetSocketAddress address) {
        runtime.info(NoticeKind.LISTENING, "the live page is at " + PageAddress.url(address));
        if (!PageAddress.isLoopback(address)) {
            runtime.warn(NoticeKind.PAGE_WITHOUT_LOGIN, PageAddress.warning(address));
        }
    }

    private ReportSources sources(ConfigSubscription current) {
        return new ReportSources(
                configSource.node(),
                AgentVersion.get(),
                runtime::snapshot,
                current::ready,
                runtime.reporter()::counts,
                runtime.notifications()::states,
                current::refusal,
                current.kubernetes(),
                InstantSource.system(),
                System::nanoTime);
    }

    /** Shutdown hook for SIGTERM: halts with exit code 0 once the addresses are handed over and removed. */
    private void stopOnSignal() {
        if (stopping.get() || runtime.loop().ended().isDone()) {
            return;
        }
        // First of all: at the shutdown of a host every millisecond counts, and the loop takes no change from here on.
        CompletableFuture<?> stopped = runtime.loop().stop();
        systemd.stopping();
        ConfigSubscription current = subscription;
        runtime.health().close();
        if (current != null) {
            close(current);
        }
        stopped.exceptionally(failure -> null).join();
        if (current != null) {
            current.reportStopped();
        }
        runtime.closeReports();
        Runtime.getRuntime().halt(ExitCode.DONE);
    }

    private void close(ConfigSubscription current) {
        try {
            current.close();
        } catch (IOException e) {
            runtime.warn(NoticeKind.CLOSE_FAILED, "cannot stop watching the configuration: " + e.getMessage());
        }
    }

    private void raisePriority() {
        RealtimeScheduling.Outcome outcome = RealtimeScheduling.raise(RouterLoop.THREAD_NAME, REALTIME_PRIORITY);
        if (!outcome.problem().isEmpty()) {
            runtime.info(NoticeKind.NO_REALTIME, outcome.problem());
        }
    }

    private static String cause(CompletionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage() == null ? cause : cause.getMessage());
    }
}
