package dev.virtualip.operator.report;

import dev.virtualip.operator.planloop.PlanResult;
import dev.virtualip.operator.writing.WriteCounts;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the HTTP endpoints have their answers from. All are asked on threads of the HTTP server.
 *
 * @param version the operator's version
 * @param healthy whether the threads that do the work are alive
 * @param ready whether the caches are filled and all watches open
 * @param leading whether this one of the operators works
 * @param queued how many objects wait for their reconciler
 * @param latest the newest plan; null: there is none
 * @param plans how long plans took
 * @param writes what was written
 */
public record HttpSources(
        String version,
        BooleanSupplier healthy,
        BooleanSupplier ready,
        BooleanSupplier leading,
        IntSupplier queued,
        Supplier<@Nullable PlanResult> latest,
        PlanTimes plans,
        WriteCounts writes) {}
