package dev.virtualip.agent;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.NodeListener;
import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.report.EventReporter;
import dev.virtualip.agent.router.RouterLoop;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Event loop and reporter of one node, and what others ask of the two together. */
final class Desk {
    private final String node;
    private final EventReporter reporter;
    private final RouterLoop loop;
    private volatile Runnable onChange = () -> {};

    /** Starts both: from here on VRRP is spoken. */
    Desk(Origin origin, AgentOptions.Run options, Path stateFolder) {
        node = origin.node();
        reporter = EventReporter.start(options.journal());
        reporter.configured(origin.initial());
        loop = RouterLoop.start(origin.initial(), options.stopGraceNanos(), stateFolder, new Listener());
    }

    RouterLoop loop() {
        return loop;
    }

    EventReporter reporter() {
        return reporter;
    }

    /** Who is told, on the event loop, that something which others see has changed. */
    void onChange(Runnable action) {
        onChange = action;
    }

    /** Makes the virtual routers these; under way when this returns. */
    void apply(List<VirtualRouterSpec> specs) {
        reporter.configured(specs);
        loop.apply(specs).join();
    }

    CompletableFuture<NodeSnapshot> snapshot() {
        return loop.snapshot();
    }

    void info(String kind, String message) {
        reporter.noticed(new Notice(Severity.INFO, node, kind, message));
    }

    void warn(String kind, String message) {
        reporter.noticed(new Notice(Severity.WARNING, node, kind, message));
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
