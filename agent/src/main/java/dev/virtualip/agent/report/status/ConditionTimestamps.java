package dev.virtualip.agent.report.status;

import dev.virtualip.agent.node.RouterCondition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * Start times of conditions. The event loop only reports which conditions hold now; the start time is that of the first
 * snapshot with the condition. Remembers the conditions of the last snapshot only.
 */
final class ConditionTimestamps {
    private final Map<Key, Instant> before;
    private final Map<Key, Instant> seen = new HashMap<>();
    private final Instant now;

    private ConditionTimestamps(Map<Key, Instant> before, Instant now) {
        this.before = before;
        this.now = now;
    }

    static ConditionTimestamps none() {
        return new ConditionTimestamps(Map.of(), Instant.EPOCH);
    }

    /** The times for the next snapshot, taken at this instant. */
    ConditionTimestamps next(Instant instant) {
        return new ConditionTimestamps(seen, instant.truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * A condition in the form of Kubernetes. The event loop reports conditions that do not hold, so the status is
     * False.
     *
     * @param subject the virtual router; empty: the node
     */
    dev.virtualip.crds.condition.Condition of(String subject, RouterCondition condition) {
        Key key = new Key(subject, condition.type(), condition.reason());
        Instant since = before.getOrDefault(key, now);
        seen.put(key, since);
        return new dev.virtualip.crds.condition.Condition(
                condition.type(), "False", condition.reason(), condition.message(), since.toString(), null);
    }

    private record Key(String subject, String type, String reason) {}
}
