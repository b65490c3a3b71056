package dev.virtualip.agent.health;

import static org.assertj.core.api.Assertions.fail;

import dev.virtualip.agent.node.HealthCheckChange;
import dev.virtualip.agent.node.HealthCheckState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Listener that keeps what it was told. */
final class RecordedVerdicts implements HealthListener {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, List<HealthCheckState>> states = new ConcurrentHashMap<>();
    private final List<HealthCheckChange> changes = new CopyOnWriteArrayList<>();

    @Override
    public void statesChanged(String virtualRouter, List<HealthCheckState> now) {
        states.put(virtualRouter, now);
    }

    @Override
    public void verdictChanged(HealthCheckChange change) {
        changes.add(change);
    }

    List<HealthCheckChange> changes() {
        return List.copyOf(changes);
    }

    List<HealthCheckState> states(String virtualRouter) {
        return states.getOrDefault(virtualRouter, List.of());
    }

    /** Waits for the next change after the first ones. */
    HealthCheckChange awaitChange(int index) {
        await(() -> changes.size() > index);
        return changes.get(index);
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                fail("nothing happened within " + PATIENCE);
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail("interrupted");
            }
        }
    }
}
