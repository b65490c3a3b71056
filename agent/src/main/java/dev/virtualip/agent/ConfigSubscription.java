package dev.virtualip.agent;

import dev.virtualip.agent.report.http.ReportSources;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Running subscription to the changes of a {@link ConfigSource}. */
interface ConfigSubscription extends AutoCloseable {
    /** Reads the configuration again at once, for SIGHUP. */
    void reload();

    /** Whether a configuration has been applied. */
    boolean ready();

    /** Why the latest configuration as a whole is not in force; null: it is, apart from single virtual routers. */
    @Nullable
    String refusal();

    /** Notes that the node's visible state has changed. Called on the event loop, so it returns at once. */
    void stateChanged();

    /** The state of the connection to Kubernetes; null if a file drives this agent. */
    ReportSources.@Nullable Kubernetes kubernetes();

    /** Stops applying changes. */
    @Override
    void close() throws IOException;

    /** Reports, after the event loop has stopped, that this node runs nothing. Bounded in time. */
    void reportStopped();
}
