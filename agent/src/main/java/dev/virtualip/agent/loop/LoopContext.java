package dev.virtualip.agent.loop;

import dev.virtualip.agent.link.FrameSender;
import dev.virtualip.agent.link.InterfaceTable;
import dev.virtualip.agent.link.KernelAddresses;
import dev.virtualip.agent.node.NodeListener;
import java.time.Instant;

/** What all virtual routers of the loop share. */
public interface LoopContext {

    /** All deadlines. */
    TimerQueue timers();

    /** The monotonic clock, in nanoseconds. */
    long nowNanos();

    /** The processor time that the loop has used, in nanoseconds. */
    long spentNanos();

    /** The wall clock, for people. */
    Instant wallTime();

    /** Who hears what happens. */
    NodeListener listener();

    /** Something that a snapshot shows has changed. */
    void changed();

    /** Where addresses are bound. */
    KernelAddresses kernel();

    /** Where addresses are announced. */
    FrameSender frames();

    /** What renewals cost. */
    RenewalCost cost();

    /** What the interfaces are. */
    InterfaceTable interfaces();

    /** How late advertisements leave. */
    Lateness lateness();

    /** How long an Active that gives up answers while no successor is heard. */
    long stopGraceNanos();

    /** Takes in what the kernel has to report, so that nothing is renewed that has gone. */
    void readMonitor();
}
