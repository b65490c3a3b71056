package dev.virtualip.operator;

import dev.virtualip.crds.report.ReportInput;
import dev.virtualip.crds.report.StatusReport;
import dev.virtualip.crds.report.StatusReporter;
import dev.virtualip.daemon.DurationHistogram;
import dev.virtualip.daemon.notification.DestinationState;
import dev.virtualip.daemon.notification.NotificationSender;
import dev.virtualip.operator.api.ApiFailure;
import dev.virtualip.operator.event.DrainEvents;
import dev.virtualip.operator.event.EventSender;
import dev.virtualip.operator.event.ServiceEvents;
import dev.virtualip.operator.event.UnclaimedEvents;
import dev.virtualip.operator.leader.LeaderFence;
import dev.virtualip.operator.metrics.MetricsSources;
import dev.virtualip.operator.metrics.WriteCounts;
import dev.virtualip.operator.notification.VirtualIPNotifier;
import dev.virtualip.operator.plan.Planner;
import dev.virtualip.operator.planloop.PlanLoop;
import dev.virtualip.operator.planloop.PlanSteps;
import dev.virtualip.operator.reconciler.Reconcilers;
import dev.virtualip.operator.snapshot.AccessCheck;
import dev.virtualip.operator.snapshot.DefinitionObject;
import dev.virtualip.operator.snapshot.DefinitionReader;
import dev.virtualip.operator.snapshot.InformerCaches;
import dev.virtualip.operator.snapshot.NodeObject;
import dev.virtualip.operator.snapshot.SnapshotBuilder;
import dev.virtualip.operator.snapshot.SnapshotSources;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import java.time.Duration;
import java.time.Instant;
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

/** The running operator: caches, plan loop, reconcilers and Event sender, connected to one another. */
final class OperatorRuntime implements AutoCloseable {
    /** Writes of VRRPRouters wait for the API server, not for the processor. */
    private static final int ROUTER_THREADS = 4;

    /**
     * Few, so that many statuses at once leave the API server time for the reports of the agents. A status that waits
     * for a thread is written as it is then, so waiting saves writes.
     */
    private static final int STATUS_THREADS = 2;

    /** More than the timeout of one request. */
    private static final Duration TERMINATION_TIMEOUT = Duration.ofSeconds(6);

    private static final Duration NOTIFICATION_TIME = Duration.ofSeconds(2);

    private final ClusterConnection cluster;
    private final OperatorConfig config;
    private final Consumer<String> onFailure;
    private final InformerCaches caches;
    private final List<PlanSteps.Listener> listeners = new CopyOnWriteArrayList<>();
    private final DurationHistogram planDurations = new DurationHistogram(1, 2, 5, 10, 50, 100, 500, 1000);

    /** Starts at a second: the time of a Service's creation has whole seconds. */
    private final DurationHistogram assignments = new DurationHistogram(1000, 2000, 3000, 5000, 10_000, 30_000, 60_000);

    private final WriteCounts counts = new WriteCounts();
    private final AtomicReference<LeaderFence> fence = new AtomicReference<>(() -> false);
    private final ThreadPoolExecutor routerThreads = threads(ROUTER_THREADS, "router-reconciler-");
    private final ThreadPoolExecutor threads = threads(STATUS_THREADS, "reconciler-");
    private final DefinitionReader definition;
    private final SnapshotBuilder snapshots;
    private final PlanLoop planLoop;
    /** Its threads write VRRPRouters only: what nodes do must not wait for hundreds of statuses. */
    private final Operator routerOperator;

    private final Operator operator;
    private volatile @Nullable NotificationSender notifications;
    private @Nullable EventSender events;
    private @Nullable UnclaimedEvents unclaimed;
    private volatile boolean seesDefinitions;
    private volatile boolean filled;

    /**
     * Connects the parts; nothing is watched before {@link #start}.
     *
     * @param onFailure receives the reason when the operator cannot continue
     */
    OperatorRuntime(
            ClusterConnection cluster, OperatorConfig config, boolean moveOnCordon, Consumer<String> onFailure) {
        this.cluster = cluster;
        this.config = config;
        this.onFailure = onFailure;
        this.caches = InformerCaches.empty(config.secrets());
        this.definition = new DefinitionReader(
                Objects.requireNonNull(caches.definitions().get(DefinitionObject.VIRTUAL_IPS)),
                () -> cluster.client()
                        .resources(DefinitionObject.class)
                        .withName(DefinitionObject.VIRTUAL_IPS)
                        .get());
        this.snapshots =
                new SnapshotBuilder(caches, moveOnCordon, definition, config.destinations(), config.services());
        this.planLoop = new PlanLoop(new PlanSteps(
                snapshots,
                Planner::plan,
                result -> listeners.forEach(listener -> listener.planned(result)),
                planDurations::record,
                System::nanoTime,
                InstantSource.system()));
        this.routerOperator = new Operator(settings -> configure(settings, routerThreads));
        this.operator = new Operator(settings -> configure(settings, threads));
    }

    private static ThreadPoolExecutor threads(int count, String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                count,
                count,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name, 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private void configure(ConfigurationServiceOverrider settings, ThreadPoolExecutor executor) {
        settings.withKubernetesClient(cluster.client())
                .withCloseClientOnStop(false)
                .withExecutorService(executor)
                .withReconciliationTerminationTimeout(TERMINATION_TIMEOUT)
                .withInformerStoppedHandler((informer, failure) -> {
                    if (failure != null) {
                        onFailure.accept(informer.getApiTypeClass().getSimpleName() + " objects cannot be watched: "
                                + ApiFailure.text(failure));
                    }
                })
                // The cached objects are never changed, and copies of large objects cost time and memory.
                .withResourceCloner(new Cloner() {
                    @Override
                    public <R extends HasMetadata> R clone(R resource) {
                        return resource;
                    }
                });
    }

    /**
     * Starts the watches and returns when the caches are filled.
     *
     * @param instance the name of this operator among its replicas
     */
    void start(String instance) {
        LeaderFence held = () -> fence.get().holds();
        events = EventSender.start(cluster.client(), instance, held, counts);
        SnapshotSources.Access access = AccessCheck.find(
                cluster.client(),
                cluster.namespace(),
                config.secrets(),
                config.services().enabled());
        definition.allow(access.definitions());
        seesDefinitions = access.definitions();
        snapshots.serve(access.services());
        SnapshotSources inputs = new SnapshotSources(cluster.namespace(), access, caches, planLoop::request);
        unclaimed = new UnclaimedEvents(events);
        ServiceEvents serviceEvents = new ServiceEvents(events);
        Reconcilers reconcilers = new Reconcilers(cluster.client(), caches, planLoop);
        reconcilers.registerRouters(routerOperator, held, counts, cluster.uid(), inputs);
        reconcilers.registerVirtualIPs(operator, held, counts, events, serviceEvents, notifier(instance));
        reconcilers.registerPools(operator, held, counts, events);
        if (access.services()) {
            reconcilers.registerServices(operator, held, counts, serviceEvents, assignments);
        }
        listeners.add(unclaimed::planned);
        listeners.add(new DrainEvents(events, caches.nodes())::planned);
        listeners.add(serviceEvents::planned);
        listeners.add(reconcilers::planned);
        routerOperator.start();
        operator.start();
        filled = true;
        planLoop.start();
    }

    /** The notifier; without destinations it keeps nothing. */
    private @Nullable VirtualIPNotifier notifier(String instance) {
        if (config.notifications().isEmpty()) {
            return null;
        }
        NotificationSender sender = new NotificationSender("virtualip-operator", instance, InstantSource.system());
        sender.configure(config.notifications(), config.folder());
        notifications = sender;
        return new VirtualIPNotifier(sender, InstantSource.system());
    }

    /** The states of the destinations of notifications. */
    private List<DestinationState> destinations() {
        NotificationSender sender = notifications;
        return sender == null ? List.of() : sender.states();
    }

    /** Sets the fence that every write asks; before, nothing is written. */
    void fencedBy(LeaderFence held) {
        fence.set(held);
    }

    /** Begins or ends leading. */
    void lead(boolean leading) {
        planLoop.lead(leading);
    }

    /** Whether all watches are open, as far as is known. */
    boolean watching() {
        return filled
                && routerOperator.getRuntimeInfo().allEventSourcesAreHealthy()
                && operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    /** Whether this operator leads. */
    boolean leading() {
        return fence.get().holds();
    }

    /** The definitions of this operator that were deleted. */
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

    /** Reports deleted definitions that were created again. */
    void restored(List<String> definitions) {
        UnclaimedEvents reporter = unclaimed;
        if (reporter != null) {
            definitions.forEach(reporter::restored);
        }
    }

    /** Returns the state of all addresses as the caches show it. */
    StatusReport statusReport() {
        return StatusReporter.report(
                new ReportInput(
                        caches.virtualIPs().values().toList(),
                        caches.routers().values().toList(),
                        caches.pools().values().toList(),
                        caches.nodes().values().map(NodeObject::reported).toList(),
                        List.of()),
                Instant.now());
    }

    MetricsSources metricsSources() {
        return new MetricsSources(
                OperatorVersion.get(),
                () -> !filled || planLoop.isAlive(),
                this::watching,
                this::leading,
                () -> routerThreads.getQueue().size() + threads.getQueue().size(),
                planLoop::latest,
                planDurations,
                assignments,
                counts,
                this::destinations);
    }

    /** Stops planning, and waits for pending writes. */
    @Override
    public void close() {
        planLoop.close();
        routerOperator.stop();
        operator.stop();
        if (events != null) {
            events.close();
        }
        NotificationSender sender = notifications;
        if (sender != null) {
            sender.close(NOTIFICATION_TIME);
        }
    }
}
