package dev.virtualip.agent.sim.host;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.sim.lan.Frame;
import java.util.List;

/** Observes what virtual hosts and the agents on them do. */
public interface HostObserver {
    /** An agent has begun. */
    default void started(VirtualHost host) {}

    /** An agent is asked to stop. */
    default void stopping(VirtualHost host) {}

    /** An agent has ended, in order or not. */
    default void ended(VirtualHost host, boolean killed) {}

    /** An agent gets no processor from now on. */
    default void slept(VirtualHost host) {}

    /** An agent runs again after this time, of which its clocks show this much. */
    default void awoke(VirtualHost host, long nanos, long shownNanos) {}

    /** An agent is given these specifications. */
    default void configured(VirtualHost host, List<VirtualRouterSpec> specs) {}

    /** The loop has made a turn. */
    default void turned(VirtualHost host) {}

    /** A virtual router has made a step that matters. */
    default void stepped(VirtualHost host, JournalEntry entry) {}

    /** An agent has reported something. */
    default void noticed(VirtualHost host, Notice notice) {}

    /** A frame of an agent leaves a host. */
    default void sent(VirtualHost host, VirtualNic nic, Frame frame) {}

    /** An agent sets the lifetime of an address, or removes it. */
    default void requested(VirtualHost host, KernelAddress address, boolean removal) {}

    /** A kernel has removed an address whose lifetime was over. */
    default void expired(VirtualHost host, KernelAddress address) {}

    /** Which host answers for which address may have changed. */
    default void changed(VirtualHost host) {}

    /** Looks at all hosts. */
    default void look() {}
}
