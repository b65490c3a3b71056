package dev.virtualip.agent.sim.lan;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The virtual clock and what will happen when: the only source of time and order in a simulation. */
public final class Schedule {
    /** More events than any story has unless something repeats without end. */
    private static final long EVENTS_MAX = 3_000_000;

    private record Entry(long atNanos, long order, Runnable what) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::atNanos).thenComparingLong(Entry::order));
    private long now;
    private long order;

    /** Nanoseconds since the simulation began. */
    public long now() {
        return now;
    }

    /** Happens then, after what was planned for the same instant before. */
    public void at(long atNanos, Runnable what) {
        entries.add(new Entry(Math.max(atNanos, now), order++, what));
    }

    public void after(long delayNanos, Runnable what) {
        at(now + delayNanos, what);
    }

    /** Lets everything happen up to this instant, and looks at all hosts after each event. */
    public void runUntil(long endNanos, Runnable look) {
        Entry next = entries.peek();
        while (next != null && next.atNanos() <= endNanos) {
            entries.remove();
            now = next.atNanos();
            next.what().run();
            look.run();
            if (order > EVENTS_MAX) {
                throw new AssertionError("a storm: more than " + EVENTS_MAX + " events");
            }
            next = entries.peek();
        }
        // An event may itself let time pass: a process that is stopped in the middle of its work.
        now = Math.max(now, endNanos);
    }
}
