package dev.virtualip.operator.status;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The input of the rules for one VirtualIP.
 *
 * @param verdict the plan's verdict about the VirtualIP
 * @param views its virtual routers as its nodes report them
 * @param previous its previous status
 * @param now the time
 */
record StatusInput(Verdict verdict, List<RouterView> views, VirtualIPStatus previous, Instant now) {

    StatusInput {
        views = List.copyOf(views);
    }

    /** Whether a node holds the VirtualIP or has held it before. */
    boolean wasHeld() {
        return StatusSanitizer.move(previous.lastMove()) != null
                || views.stream().anyMatch(RouterView::claimed);
    }

    /** A condition of the previous status; null: it does not exist. */
    @Nullable
    Condition before(ConditionType type) {
        return StatusSanitizer.condition(previous, type);
    }

    /** The end of a period; null: it has passed, or the clock was set back since it began. */
    @Nullable
    Instant end(Instant began, Duration length) {
        Instant end = began.plus(length);
        return now.isBefore(began) || !now.isBefore(end) ? null : end;
    }
}
