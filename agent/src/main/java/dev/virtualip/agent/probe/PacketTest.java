package dev.virtualip.agent.probe;

import dev.virtualip.agent.linux.Clocks;
import dev.virtualip.agent.linux.NativeIoException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs the packet tests of all interfaces side by side, on the calling thread. */
final class PacketTest {
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long SEND_EVERY_NANOS = 200 * NANOS_PER_MILLI;
    private static final long ASK_EVERY_NANOS = 500 * NANOS_PER_MILLI;
    private static final long TURN_MILLIS = 2;

    /** How long the others can still receive from this host after it has received from all of them. */
    private static final long LINGER_NANOS = 2000 * NANOS_PER_MILLI;

    private final List<LinkTest> links;
    private final List<HolderTest> holders;
    private final int expected;
    private final Clocks clocks = new Clocks();

    PacketTest(List<LinkTest> links, List<HolderTest> holders, int expected) {
        this.links = links;
        this.holders = holders;
        this.expected = expected;
    }

    /**
     * Result of reading the clocks.
     *
     * @param millis how long the test took
     * @param stallMillis the longest time for which the test did not run
     * @param wallJumpMillis by how much the wall clock was set
     */
    record Timing(long millis, long stallMillis, long wallJumpMillis) {
        static final Timing NONE = new Timing(0, 0, 0);
    }

    /** Sends and receives for this long, or until everything arrived from all others. */
    Timing run(long durationMillis) throws NativeIoException, InterruptedException {
        long start = clocks.monotonicNanos();
        long wallStart = clocks.wallNanos();
        long end = start + durationMillis * NANOS_PER_MILLI;
        long nextSend = start;
        long nextAsk = start;
        long stall = 0;
        long now = start;
        boolean complete = false;
        while (now < end) {
            if (now >= nextSend) {
                nextSend = now + SEND_EVERY_NANOS;
                for (LinkTest link : links) {
                    link.send();
                }
            }
            if (now >= nextAsk) {
                nextAsk = now + ASK_EVERY_NANOS;
                holders.forEach(HolderTest::send);
            }
            receive();
            if (!complete && expected > 0 && completeHosts() >= expected) {
                complete = true;
                end = Math.min(end, now + LINGER_NANOS);
            }
            Thread.sleep(TURN_MILLIS);
            long later = clocks.monotonicNanos();
            stall = Math.max(stall, later - now - TURN_MILLIS * NANOS_PER_MILLI);
            now = later;
        }
        receive();
        long jump = clocks.wallNanos() - wallStart - (clocks.monotonicNanos() - start);
        return new Timing((now - start) / NANOS_PER_MILLI, stall / NANOS_PER_MILLI, jump / NANOS_PER_MILLI);
    }

    private void receive() throws NativeIoException {
        for (LinkTest link : links) {
            link.receive();
        }
        for (HolderTest holder : holders) {
            holder.receive();
        }
    }

    private int completeHosts() {
        Set<Integer> complete = new HashSet<>();
        links.forEach(link -> complete.addAll(link.complete()));
        return complete.size();
    }
}
