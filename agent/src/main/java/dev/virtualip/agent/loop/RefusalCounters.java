package dev.virtualip.agent.loop;

import dev.virtualip.agent.wire.Refusal;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts refused packets by reason, without allocating: a flood of them must cost nothing but a counter. */
public final class RefusalCounters {
    private final Map<Refusal, Counter> counters = new EnumMap<>(Refusal.class);

    private static final class Counter {
        private long count;
    }

    public RefusalCounters() {
        for (Refusal refusal : Refusal.values()) {
            counters.put(refusal, new Counter());
        }
    }

    public void count(Refusal refusal) {
        Counter counter = counters.get(refusal);
        if (counter != null) {
            counter.count++;
        }
    }

    public Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new TreeMap<>();
        counters.forEach((refusal, counter) -> {
            if (counter.count > 0) {
                snapshot.put(refusal.label(), counter.count);
            }
        });
        return snapshot;
    }
}
