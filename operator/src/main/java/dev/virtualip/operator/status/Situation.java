package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules judge.
 *
 * @param verdict what the plan makes of the VirtualIP
 * @param sights its virtual routers as the nodes show them
 * @param previous what was said last
 * @param now the time
 */
record Situation(Verdict verdict, List<Sight> sights, VirtualIPStatus previous, Instant now) {

    Situation {
        sights = List.copyOf(sights);
    }

    /** Whether some node holds it or has held it before. */
    boolean wasHeld() {
        return Sound.move(previous.lastMove()) != null || sights.stream().anyMatch(Sight::claimed);
    }

    /** A condition as it was said last; null: it was not. */
    @Nullable
    Condition before(String type) {
        return Sound.condition(previous, type);
    }

    /** When a time that began then is over; null: it is over already, or the clock was set back meanwhile. */
    @Nullable
    Instant end(Instant began, Duration length) {
        Instant end = began.plus(length);
        return now.isBefore(began) || !now.isBefore(end) ? null : end;
    }
}
