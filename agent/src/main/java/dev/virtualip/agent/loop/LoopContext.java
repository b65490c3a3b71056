package dev.virtualip.agent.loop;

import dev.virtualip.agent.link.FrameSender;
import dev.virtualip.agent.link.InterfaceTable;
import dev.virtualip.agent.link.KernelAddresses;
import dev.virtualip.agent.node.NodeListener;
import java.time.Instant;

/** The services of the event loop that all virtual routers share. */
public interface LoopContext {

    /** The timers of the loop. */
    TimerQueue timers();

    /** The monotonic clock, in nanoseconds. */
    long nowNanos();

    /** The processor time that the loop has used, in nanoseconds. */
    long spentNanos();

    /** The wall clock, for people. */
    Instant wallTime();

    /** Receives steps, notices and changes. */
    NodeListener listener();

    /** Notes that something that a snapshot shows has changed. */
    void changed();

    /** The kernel's addresses. */
    KernelAddresses kernel();

    /** Sends announcements and probes. */
    FrameSender frames();

    /** The measured cost of renewals. */
    RenewalCost cost();

    /** The interfaces of the host. */
    InterfaceTable interfaces();

    /** The lateness of advertisements. */
    Lateness lateness();

    /** The time for which an Active that gives up keeps answering without a successor. */
    long stopGraceNanos();

    /** Reads the pending reports of the kernel, so that no address is renewed that is gone. */
    void readMonitor();
}
