package dev.virtualip.operator.planloop;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Collection;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Connects a reconciler with the plan: a change of a primary resource requests a plan, and a new plan triggers the
 * reconcilers of the resources that differ from it.
 *
 * @param <P> the primary resource
 */
public final class PlanEventSource<P extends HasMetadata> extends AbstractEventSource<PlanResult, P>
        implements ResourceEventAware<P> {
    private final Predicate<P> relevant;
    private final BiPredicate<P, P> differ;
    private final Runnable request;

    /**
     * Creates the event source of a reconciler.
     *
     * @param differ whether a plan depends on the difference between two states of an object
     * @param request requests a plan
     */
    public PlanEventSource(BiPredicate<P, P> differ, Runnable request) {
        this(resource -> true, differ, request);
    }

    /**
     * Creates the event source of a reconciler of some resources.
     *
     * @param relevant whether a plan depends on an object
     * @param differ whether a plan depends on the difference between two states of an object
     * @param request requests a plan
     */
    public PlanEventSource(Predicate<P> relevant, BiPredicate<P, P> differ, Runnable request) {
        super(PlanResult.class, "plan");
        this.relevant = relevant;
        this.differ = differ;
        this.request = request;
    }

    /** Triggers the reconciler for these objects: names, or {@code namespace/name}. */
    public void wake(Collection<String> names) {
        if (isRunning()) {
            names.forEach(name -> getEventHandler().handleEvent(new Event(id(name))));
        }
    }

    private static ResourceID id(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? new ResourceID(name) : new ResourceID(name.substring(slash + 1), name.substring(0, slash));
    }

    /** Requests a plan for a reconciler whose resource differs from the one in the newest plan. */
    public void requestPlan() {
        request.run();
    }

    @Override
    public void onResourceCreated(P resource) {
        if (relevant.test(resource)) {
            request.run();
        }
    }

    @Override
    public void onResourceUpdated(P resource, P before) {
        if (differ.test(resource, before)) {
            request.run();
        }
    }

    @Override
    public void onResourceDeleted(P resource) {
        if (relevant.test(resource)) {
            request.run();
        }
    }

    @Override
    public Set<PlanResult> getSecondaryResources(P primary) {
        return Set.of();
    }
}
