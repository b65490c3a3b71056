package dev.virtualip.agent;

import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.report.KubernetesSources;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What says what this agent runs: a file, or Kubernetes. */
interface Origin {
    /** The node's name. */
    String node();

    /** What to run at once. */
    List<VirtualRouterSpec> initial();

    /**
     * Begins to follow the changes; called when the event loop is at work.
     *
     * @throws IOException if there is no use in going on; the message names the remedy
     */
    Following follow(Desk desk) throws IOException;

    /** Changes that are being followed. */
    interface Following extends AutoCloseable {
        /** SIGHUP: looks again at once. */
        void reload();

        /** Whether a configuration was applied. */
        boolean ready();

        /** Something that others see of this node has changed. Called on the event loop: returns at once. */
        void changed();

        /** How things stand with Kubernetes; null: it has no part in this. */
        @Nullable
        KubernetesSources kubernetes();

        /** The agent stops: no more changes. */
        @Override
        void close() throws IOException;

        /** The agent has stopped, and nothing of it is left on the host: tells so, quickly or not at all. */
        void farewell();
    }
}
