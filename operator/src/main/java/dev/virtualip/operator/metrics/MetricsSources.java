package dev.virtualip.operator.metrics;

import dev.virtualip.daemon.DurationHistogram;
import dev.virtualip.daemon.notification.DestinationState;
import dev.virtualip.operator.planloop.PlanResult;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sources of the HTTP endpoints, all of which are read on threads of the HTTP server.
 *
 * @param version the version of the operator
 * @param healthy whether the planning thread is alive
 * @param ready whether the caches are filled and all watches are open
 * @param leading whether this operator leads
 * @param queued the number of objects that wait for their reconciler
 * @param latest the newest plan; null: there is none
 * @param plans the durations of plans
 * @param assignments the times from the creation of Services to their first addresses
 * @param writes the counts of writes
 * @param notifications the states of the destinations of notifications
 */
public record MetricsSources(
        String version,
        BooleanSupplier healthy,
        BooleanSupplier ready,
        BooleanSupplier leading,
        IntSupplier queued,
        Supplier<@Nullable PlanResult> latest,
        DurationHistogram plans,
        DurationHistogram assignments,
        WriteCounts writes,
        Supplier<List<DestinationState>> notifications) {}
