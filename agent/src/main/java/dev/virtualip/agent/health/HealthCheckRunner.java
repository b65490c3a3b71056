package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckChange;
import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.HealthCheckTarget;
import dev.virtualip.crds.format.Durations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs the health checks of all virtual routers of this node. One thread holds all state and starts each run on a
 * virtual thread, or, for a command, on a platform thread; a run that is not over in time is interrupted and counts as
 * failed.
 */
public final class HealthCheckRunner implements AutoCloseable {
    /** The largest number of commands that run at the same time; others wait for their turn. */
    static final int MAX_COMMANDS = 16;

    /** The first run comes within this time, so that a verdict is there soon. */
    private static final long FIRST_RUN_NANOS = 200_000_000L;

    private static final long CLOSE_MILLIS = 100;

    private final String node;
    private final ServiceEndpoints services;
    private final HealthListener listener;
    private final ScheduledThreadPoolExecutor executor;
    private final Semaphore places = new Semaphore(MAX_COMMANDS, true);

    /** The wall clock minus the monotonic clock at the start: later steps of the wall clock shift no run. */
    private final long wallOffsetNanos;

    private final Map<ScheduledCheck.Key, ScheduledCheck> checks = new HashMap<>();
    private final Map<String, List<CheckedRouterHealth>> routers = new LinkedHashMap<>();

    private HealthCheckRunner(String node, ServiceEndpoints services, HealthListener listener) {
        this.node = node;
        this.services = services;
        this.listener = listener;
        Instant now = Instant.now();
        wallOffsetNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
        executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("health-checks").factory());
        executor.setRemoveOnCancelPolicy(true);
    }

    /**
     * A runner without checks.
     *
     * @param node the node's name
     * @param services knows the ready endpoints of Kubernetes Services
     * @param listener receives the verdicts
     */
    public static HealthCheckRunner start(String node, ServiceEndpoints services, HealthListener listener) {
        return new HealthCheckRunner(node, services, listener);
    }

    /** The reason why the command of a health check cannot be started on this host; empty if it can. */
    public static Optional<String> commandProblem(HealthCheckTarget.Command command) {
        return CommandSetup.problem(command);
    }

    /**
     * Replaces the checks. Those with an unchanged target keep their verdict. The listener is called with the states of
     * each virtual router that has checks.
     *
     * @param configured the checks of each virtual router, by its name
     */
    public void configured(Map<String, List<HealthCheckSpec>> configured) {
        Map<String, List<HealthCheckSpec>> copy = new LinkedHashMap<>(configured);
        post(() -> apply(copy));
    }

    /** Stops all checks; returns when running commands are killed, within a tenth of a second. */
    @Override
    public void close() {
        stop();
        try {
            if (places.tryAcquire(MAX_COMMANDS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                places.release(MAX_COMMANDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        post(() -> {
            checks.values().forEach(ScheduledCheck::stop);
            checks.clear();
            routers.clear();
            executor.shutdownNow();
        });
    }

    private void apply(Map<String, List<HealthCheckSpec>> configured) {
        long nowNanos = System.nanoTime();
        Instant now = Instant.now();
        Map<String, List<CheckedRouterHealth>> next = new LinkedHashMap<>();
        configured.forEach((router, specs) -> {
            if (!specs.isEmpty()) {
                next.put(
                        router,
                        specs.stream()
                                .map(spec -> kept(router, spec)
                                        .orElseGet(() -> new CheckedRouterHealth(router, spec, nowNanos, now)))
                                .toList());
            }
        });
        routers.clear();
        routers.putAll(next);
        reassign();
        services.configured(checks.keySet().stream()
                .map(ScheduledCheck.Key::target)
                .filter(HealthCheckTarget.Service.class::isInstance)
                .map(HealthCheckTarget.Service.class::cast)
                .collect(Collectors.toUnmodifiableSet()));
        routers.keySet().forEach(this::report);
    }

    private Optional<CheckedRouterHealth> kept(String router, HealthCheckSpec spec) {
        Optional<CheckedRouterHealth> kept = routers.getOrDefault(router, List.of()).stream()
                .filter(user -> user.spec().name().equals(spec.name())
                        && user.spec().target().equals(spec.target()))
                .findFirst();
        kept.ifPresent(user -> user.configured(spec));
        return kept;
    }

    /** Gives each router's checks to the check that runs for it, and stops those that no router has any longer. */
    private void reassign() {
        checks.values().forEach(check -> check.users.clear());
        for (List<CheckedRouterHealth> users : routers.values()) {
            for (CheckedRouterHealth user : users) {
                checks.computeIfAbsent(ScheduledCheck.Key.of(user.spec()), this::begin)
                        .users
                        .add(user);
            }
        }
        checks.values().removeIf(check -> {
            if (check.users.isEmpty()) {
                check.stop();
            }
            return check.users.isEmpty();
        });
    }

    private ScheduledCheck begin(ScheduledCheck.Key key) {
        ScheduledCheck check =
                new ScheduledCheck(key, CheckPhase.nanos(node, key.target().toString(), key.periodNanos()));
        schedule(check, check.phaseNanos % Math.min(key.periodNanos(), FIRST_RUN_NANOS));
        return check;
    }

    private void schedule(ScheduledCheck check, long delayNanos) {
        check.next = executor.schedule(guarded(() -> tick(check)), delayNanos, TimeUnit.NANOSECONDS);
    }

    private void tick(ScheduledCheck check) {
        if (check.users.isEmpty()) {
            return;
        }
        long nowNanos = System.nanoTime() + wallOffsetNanos;
        long period = check.key.periodNanos();
        // At least half a period from now: the first run came at another time.
        schedule(check, CheckPhase.nextNanos(check.phaseNanos, period, nowNanos + period / 2) - nowNanos);
        ScheduledCheck.Run unfinished = check.run;
        if (unfinished == null && isPrepared(check.key.target())) {
            start(check);
        } else if (unfinished != null && !unfinished.overdue) {
            unfinished.overdue = !check.waitsForPlace();
        } else if (unfinished != null) {
            accept(
                    check,
                    new CheckResult.Failed("the previous run has not ended, it is " + unfinished.probe.activity()));
        }
    }

    private static boolean isPrepared(HealthCheckTarget target) {
        return !(target instanceof HealthCheckTarget.Http http) || !http.https() || TlsClient.isPrepared();
    }

    private void start(ScheduledCheck check) {
        ScheduledCheck.Run run = new ScheduledCheck.Run(probe(check.key));
        check.run = run;
        Thread.Builder builder = run.probe instanceof CommandProbe
                ? Thread.ofPlatform().daemon().name("health-command")
                : Thread.ofVirtual();
        Thread thread = builder.unstarted(() -> {
            CheckResult result = result(run.probe);
            post(() -> ended(check, run, result));
        });
        run.thread = thread;
        if (!(run.probe instanceof CommandProbe)) {
            run.limit = executor.schedule(
                    guarded(() -> expire(check, run)), check.key.timeoutNanos(), TimeUnit.NANOSECONDS);
        }
        thread.start();
    }

    private Probe probe(ScheduledCheck.Key key) {
        return switch (key.target()) {
            case HealthCheckTarget.Http http -> new HttpProbe(http);
            case HealthCheckTarget.Tcp tcp -> new TcpProbe(tcp);
            case HealthCheckTarget.InterfaceUp link -> new InterfaceProbe(link.name());
            case HealthCheckTarget.Service service -> new ServiceProbe(service, services);
            case HealthCheckTarget.Command command -> new CommandProbe(command, key.timeoutNanos(), places);
        };
    }

    private static CheckResult result(Probe probe) {
        try {
            return probe.run();
        } catch (RuntimeException e) {
            return new CheckResult.Failed("the check itself failed; please report this bug: " + e);
        }
    }

    private void expire(ScheduledCheck check, ScheduledCheck.Run run) {
        if (check.run == run) {
            run.expired = true;
            ScheduledCheck.interrupt(run);
            accept(
                    check,
                    new CheckResult.Failed("timed out after %s while %s"
                            .formatted(Durations.format(check.key.timeoutNanos()), run.probe.activity())));
        }
    }

    private void ended(ScheduledCheck check, ScheduledCheck.Run run, CheckResult result) {
        if (run.limit != null) {
            run.limit.cancel(false);
        }
        check.run = null;
        if (!run.expired) {
            accept(check, result);
        }
    }

    private void accept(ScheduledCheck check, CheckResult result) {
        long nowNanos = System.nanoTime();
        Instant now = Instant.now();
        Set<String> changed = new LinkedHashSet<>();
        Map<String, List<CheckedRouterHealth>> verdicts = new LinkedHashMap<>();
        for (CheckedRouterHealth user : check.users) {
            CheckHealth before = user.health();
            if (user.accept(result, nowNanos, now)) {
                changed.add(user.virtualRouter());
            }
            if (user.verdictChangedFrom(before)) {
                verdicts.computeIfAbsent(user.spec().name(), ignored -> new ArrayList<>())
                        .add(user);
            }
        }
        changed.forEach(this::report);
        verdicts.values().forEach(users -> listener.verdictChanged(change(users, now)));
    }

    /** All of them have just taken the same result. */
    private static HealthCheckChange change(List<CheckedRouterHealth> users, Instant now) {
        CheckHealth health = users.getFirst().health();
        boolean healthy = Boolean.TRUE.equals(health.healthy());
        return new HealthCheckChange(
                now,
                users.getFirst().spec().name(),
                users.stream().map(CheckedRouterHealth::virtualRouter).toList(),
                healthy,
                healthy ? health.successes() : health.failures(),
                health.error());
    }

    private void report(String router) {
        List<HealthCheckState> states = routers.getOrDefault(router, List.of()).stream()
                .map(CheckedRouterHealth::state)
                .toList();
        listener.statesChanged(router, states);
    }

    private void post(Runnable task) {
        try {
            executor.execute(guarded(task));
        } catch (RejectedExecutionException _) {
            // Closed in between: no verdict matters any longer.
        }
    }

    /** The executor would keep a failure for itself, and a periodic task would never run again. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        };
    }
}
