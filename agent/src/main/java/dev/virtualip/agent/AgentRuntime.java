package dev.virtualip.agent;

import dev.virtualip.agent.health.HealthListener;
import dev.virtualip.agent.node.HealthCheckChange;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.NodeListener;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.NoticeKind;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.notification.AgentNotifications;
import dev.virtualip.agent.report.log.EventReporter;
import dev.virtualip.agent.router.RouterLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Event loop and event reporter of one node. */
final class AgentRuntime {
    private static final Duration FLUSH_TIME = Duration.ofMillis(1500);

    private final String node;
    private final EventReporter reporter;
    private final AgentNotifications notifications;
    private final RouterLoop loop;
    private final NodeHealth health;
    private volatile Runnable onChange = () -> {};

    /** Starts the reporter and the event loop; from then on the node runs VRRP. */
    AgentRuntime(ConfigSource configSource, AgentOptions.Run options, Path stateFolder) {
        node = configSource.node();
        reporter = EventReporter.start(options.journal());
        reporter.configured(configSource.initial());
        notifications = new AgentNotifications(node, InstantSource.system());
        notifications.routers(configSource.initial());
        configSource.configure(notifications);
        reporter.forwardTo(notifications);
        loop = RouterLoop.start(configSource.initial(), options.stopGraceNanos(), stateFolder, new Listener());
        health = new NodeHealth(node, configSource.services(), new Verdicts());
    }

    RouterLoop loop() {
        return loop;
    }

    /** The health checks; configured as soon as VRRP runs. */
    NodeHealth health() {
        return health;
    }

    EventReporter reporter() {
        return reporter;
    }

    AgentNotifications notifications() {
        return notifications;
    }

    /** Writes and sends the reports that wait, for a bounded time. Called when no address is held any more. */
    void closeReports() {
        health.close();
        reporter.close();
        notifications.close(FLUSH_TIME);
    }

    /** Sets the action that the event loop runs after each change of the node's visible state. */
    void onChange(Runnable action) {
        onChange = action;
    }

    /** Replaces the configured virtual routers; the event loop has taken the change when this returns. */
    void apply(List<VirtualRouterSpec> specs) {
        reporter.configured(specs);
        notifications.routers(specs);
        loop.apply(specs).join();
        health.configured(specs);
    }

    CompletableFuture<NodeSnapshot> snapshot() {
        return loop.snapshot();
    }

    void info(NoticeKind kind, String message) {
        reporter.noticed(new Notice(Severity.INFO, node, kind, message));
    }

    void warn(NoticeKind kind, String message) {
        reporter.noticed(new Notice(Severity.WARNING, node, kind, message));
    }

    private final class Verdicts implements HealthListener {
        @Override
        public void statesChanged(String virtualRouter, List<HealthCheckState> states) {
            loop.onHealth(virtualRouter, states);
        }

        @Override
        public void verdictChanged(HealthCheckChange change) {
            reporter.healthChanged(change);
        }
    }

    private final class Listener implements NodeListener {
        @Override
        public void stepped(JournalEntry entry) {
            reporter.stepped(entry);
            if (entry.step().reason() != null) {
                onChange.run();
            }
        }

        @Override
        public void noticed(Notice notice) {
            reporter.noticed(notice);
        }

        @Override
        public void changed() {
            onChange.run();
        }
    }
}
