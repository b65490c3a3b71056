package dev.virtualip.operator;

import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.event.EventSender;
import dev.virtualip.operator.event.UnclaimedEvents;
import dev.virtualip.operator.leader.Fence;
import dev.virtualip.operator.plan.Planner;
import dev.virtualip.operator.planloop.PlanLoop;
import dev.virtualip.operator.planloop.PlanSteps;
import dev.virtualip.operator.report.HttpSources;
import dev.virtualip.operator.report.PlanTimes;
import dev.virtualip.operator.snapshot.AccessCheck;
import dev.virtualip.operator.snapshot.DefinitionObject;
import dev.virtualip.operator.snapshot.DefinitionReader;
import dev.virtualip.operator.snapshot.InformerCaches;
import dev.virtualip.operator.snapshot.SnapshotBuilder;
import dev.virtualip.operator.snapshot.SnapshotSources;
import dev.virtualip.operator.virtualip.VirtualIPController;
import dev.virtualip.operator.virtualippool.PoolController;
import dev.virtualip.operator.vrrprouter.RouterControllers;
import dev.virtualip.operator.writing.Wiring;
import dev.virtualip.operator.writing.WriteCounts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches, plans and writes: caches, plan loop and controllers, connected. */
final class Workings implements AutoCloseable {
    /** Writes wait for the API server, not for the processor. */
    private static final int THREADS = 6;

    /** A request ends within its own timeout. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(6);

    private final Cluster cluster;
    private final OperatorConfig config;
    private final Consumer<String> ended;
    private final InformerCaches caches;
    private final List<PlanSteps.Listener> listeners = new CopyOnWriteArrayList<>();
    private final PlanTimes planTimes = new PlanTimes();
    private final WriteCounts counts = new WriteCounts();
    private final AtomicReference<Fence> fence = new AtomicReference<>(() -> false);
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("reconciler-", 0).factory());
    private final DefinitionReader definition;
    private final PlanLoop planLoop;
    private final Operator operator;
    private @Nullable EventSender events;
    private @Nullable UnclaimedEvents unclaimed;
    private volatile boolean seesDefinitions;
    private volatile boolean filled;

    /**
     * Connects them; nothing is watched before {@link #start}.
     *
     * @param ended is told, with the reason, when they cannot go on
     */
    Workings(Cluster cluster, OperatorConfig config, boolean moveOnCordon, Consumer<String> ended) {
        this.cluster = cluster;
        this.config = config;
        this.ended = ended;
        this.caches = InformerCaches.empty(config.secrets());
        this.definition = new DefinitionReader(
                Objects.requireNonNull(caches.definitions().get(DefinitionObject.VIRTUAL_IPS)),
                () -> cluster.client()
                        .resources(DefinitionObject.class)
                        .withName(DefinitionObject.VIRTUAL_IPS)
                        .get());
        this.planLoop = new PlanLoop(new PlanSteps(
                new SnapshotBuilder(caches, moveOnCordon, definition),
                Planner::plan,
                result -> listeners.forEach(listener -> listener.planned(result)),
                planTimes::took,
                System::nanoTime,
                InstantSource.system()));
        this.operator = new Operator(this::configure);
    }

    private void configure(ConfigurationServiceOverrider settings) {
        threads.allowCoreThreadTimeOut(true);
        settings.withKubernetesClient(cluster.client())
                .withCloseClientOnStop(false)
                .withExecutorService(threads)
                .withReconciliationTerminationTimeout(ENDS_WITHIN)
                .withInformerStoppedHandler((informer, failure) -> {
                    if (failure != null) {
                        ended.accept(informer.getApiTypeClass().getSimpleName() + " objects cannot be watched: "
                                + ApiFailure.text(failure));
                    }
                })
                // Nobody changes what is in the caches, and copies of large objects cost time and memory.
                .withResourceCloner(new Cloner() {
                    @Override
                    public <R extends HasMetadata> R clone(R resource) {
                        return resource;
                    }
                });
    }

    /**
     * Fills the caches, and returns when they are filled.
     *
     * @param instance which of the operators this is
     */
    void start(String instance) {
        Fence held = () -> fence.get().holds();
        events = EventSender.start(cluster.client(), instance, held, counts);
        Wiring wiring = new Wiring(
                cluster.client(), cluster.uid(), caches, held, counts, planLoop::latest, planLoop::request, events);
        SnapshotSources.Access access = AccessCheck.find(cluster.client(), cluster.namespace(), config.secrets());
        definition.allow(access.definitions());
        seesDefinitions = access.definitions();
        SnapshotSources inputs = new SnapshotSources(cluster.namespace(), access, caches, planLoop::request);
        unclaimed = new UnclaimedEvents(events);
        listeners.add(unclaimed::planned);
        listeners.add(RouterControllers.register(operator, wiring, inputs)::planned);
        listeners.add(VirtualIPController.register(operator, wiring)::planned);
        listeners.add(PoolController.register(operator, wiring)::planned);
        operator.start();
        filled = true;
        planLoop.start();
    }

    /** From here on this fence counts; before, nothing is written. */
    void fencedBy(Fence held) {
        fence.set(held);
    }

    /** Leading began, or ended. */
    void lead(boolean leading) {
        planLoop.lead(leading);
    }

    /** Whether all watches are open, as far as is known. */
    boolean watching() {
        return filled && operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    /** Whether this one of the operators works. */
    boolean leading() {
        return fence.get().holds();
    }

    /** Our definitions that somebody deleted. */
    List<String> missingDefinitions() {
        return !filled || !seesDefinitions
                ? List.of()
                : DefinitionObject.NAMES.stream()
                        .filter(name ->
                                Objects.requireNonNull(caches.definitions().get(name))
                                                .size()
                                        == 0)
                        .toList();
    }

    /** Tells people that definitions which somebody deleted are there again. */
    void restored(List<String> definitions) {
        UnclaimedEvents teller = unclaimed;
        if (teller != null) {
            definitions.forEach(teller::restored);
        }
    }

    HttpSources httpSources() {
        return new HttpSources(
                OperatorVersion.get(),
                () -> !filled || planLoop.isAlive(),
                this::watching,
                this::leading,
                threads.getQueue()::size,
                planLoop::latest,
                planTimes,
                counts);
    }

    /** Plans no more, and waits for the writes that are under way. */
    @Override
    public void close() {
        planLoop.close();
        operator.stop();
        if (events != null) {
            events.close();
        }
    }
}
