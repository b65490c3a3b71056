package dev.virtualip.agent;

import dev.virtualip.agent.config.FileProblem;
import dev.virtualip.agent.config.file.ConfigFileWatcher;
import dev.virtualip.agent.config.file.NodeConfig;
import dev.virtualip.agent.node.NoticeKind;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.notification.AgentNotifications;
import dev.virtualip.agent.report.http.ReportSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Configuration from a file.
 *
 * @param file the file
 * @param config its content at the start
 */
record FileConfigSource(Path file, NodeConfig config) implements ConfigSource {

    @Override
    public String node() {
        return config.nodeName();
    }

    @Override
    public List<VirtualRouterSpec> initial() {
        return config.virtualRouters();
    }

    @Override
    public void configure(AgentNotifications notifications) {
        notifications.configured(config.notifications(), folder(file));
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }

    @Override
    public ConfigSubscription subscribe(AgentRuntime runtime) {
        AtomicReference<@Nullable String> refusal = new AtomicReference<>();
        return new FileSubscription(
                ConfigFileWatcher.start(file, config, new FileChangeListener(file, runtime, refusal)), refusal);
    }

    /** All problems, one on each line. */
    static String text(List<FileProblem> problems) {
        return problems.stream().map(FileProblem::toString).collect(Collectors.joining("\n"));
    }

    private record FileSubscription(ConfigFileWatcher watcher, AtomicReference<@Nullable String> reason)
            implements ConfigSubscription {
        @Override
        public void reload() {
            watcher.reload();
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public @Nullable String refusal() {
            return reason.get();
        }

        @Override
        public void stateChanged() {
            // State is reported on request only.
        }

        @Override
        public ReportSources.@Nullable Kubernetes kubernetes() {
            return null;
        }

        @Override
        public void close() throws IOException {
            watcher.close();
        }

        @Override
        public void reportStopped() {
            // State is reported on request only.
        }
    }

    /** Applies a changed file, or logs why it is refused. */
    private record FileChangeListener(Path file, AgentRuntime runtime, AtomicReference<@Nullable String> refusal)
            implements ConfigFileWatcher.Listener {
        @Override
        public void changed(NodeConfig changed) {
            refusal.set(null);
            runtime.notifications().configured(changed.notifications(), folder(file));
            runtime.apply(changed.virtualRouters());
            runtime.info(
                    NoticeKind.CONFIG_APPLIED,
                    "applied %s: %d virtual routers"
                            .formatted(file, changed.virtualRouters().size()));
        }

        @Override
        public void refused(List<FileProblem> problems) {
            String message = "the previous configuration stays in force: " + text(problems);
            refusal.set(message);
            runtime.warn(NoticeKind.CONFIG_REFUSED, message);
        }
    }
}
