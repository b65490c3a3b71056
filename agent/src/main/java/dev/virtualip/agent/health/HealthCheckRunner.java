package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckChange;
import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.HealthCheckTarget;
import dev.virtualip.crds.format.Durations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs the health checks of all virtual routers of this node. One thread holds all state and all connections; only what
 * has to wait runs elsewhere: a TLS handshake on a virtual thread, a command on a platform thread. A run that is not
 * over in time is stopped and counts as failed.
 */
public final class HealthCheckRunner implements AutoCloseable {
    /** The largest number of commands that run at the same time; others wait for their turn. */
    static final int MAX_COMMANDS = 16;

    /** The first run comes within this time, so that a verdict is there soon. */
    private static final long FIRST_RUN_NANOS = 200_000_000L;

    /** Time between two looks at what is due, if there is no check. */
    private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final long CLOSE_MILLIS = 100;

    private final String node;
    private final ServiceEndpoints services;
    private final HealthListener listener;
    private final CheckLoop loop;
    private final Semaphore places = new Semaphore(MAX_COMMANDS, true);

    /** The wall clock minus the monotonic clock at the start: later steps of the wall clock shift no run. */
    private final long wallOffsetNanos;

    private final Map<ScheduledCheck.Key, ScheduledCheck> checks = new LinkedHashMap<>();
    private final Map<String, List<CheckedRouterHealth>> routers = new LinkedHashMap<>();

    /** When something is due at the earliest: until then no turn of the loop looks at each check. */
    private long dueNanos;

    private HealthCheckRunner(String node, ServiceEndpoints services, HealthListener listener) {
        this.node = node;
        this.services = services;
        this.listener = listener;
        Instant now = Instant.now();
        wallOffsetNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
        dueNanos = System.nanoTime();
        loop = new CheckLoop(this::runDue);
    }

    /**
     * A runner without checks.
     *
     * @param node the node's name
     * @param services knows the ready endpoints of Kubernetes Services
     * @param listener receives the verdicts
     */
    public static HealthCheckRunner start(String node, ServiceEndpoints services, HealthListener listener) {
        HealthCheckRunner runner = new HealthCheckRunner(node, services, listener);
        runner.loop.start();
        return runner;
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
        loop.execute(() -> apply(copy));
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
        loop.execute(() -> {
            checks.values().forEach(ScheduledCheck::stop);
            checks.clear();
            routers.clear();
            loop.stop();
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
        dueNanos = System.nanoTime();
        checks.values().removeIf(check -> {
            if (check.users.isEmpty()) {
                check.stop();
            }
            return check.users.isEmpty();
        });
    }

    private ScheduledCheck begin(ScheduledCheck.Key key) {
        long phase = CheckPhase.nanos(node, key.target().toString(), key.periodNanos());
        return new ScheduledCheck(key, phase, System.nanoTime() + phase % Math.min(key.periodNanos(), FIRST_RUN_NANOS));
    }

    /** Does all that is due; returns the time until something is due again. */
    private long runDue() {
        long nowNanos = System.nanoTime();
        if (nowNanos - dueNanos < 0) {
            return dueNanos - nowNanos;
        }
        long waitNanos = IDLE_NANOS;
        for (ScheduledCheck check : checks.values()) {
            if (check.dueNanos(nowNanos) <= 0) {
                CheckLoop.guard(() -> runDue(check, nowNanos));
            }
            waitNanos = Math.min(waitNanos, check.dueNanos(nowNanos));
        }
        dueNanos = nowNanos + waitNanos;
        return waitNanos;
    }

    private void runDue(ScheduledCheck check, long nowNanos) {
        ScheduledCheck.Run limited = check.limitedRun();
        if (limited != null && nowNanos - limited.deadlineNanos >= 0) {
            expire(check, limited);
        }
        if (nowNanos - check.nextNanos >= 0) {
            tick(check, nowNanos);
        }
    }

    private void tick(ScheduledCheck check, long nowNanos) {
        long period = check.key.periodNanos();
        long wallNanos = nowNanos + wallOffsetNanos;
        // At least half a period from now: the first run came at another time.
        check.nextNanos = CheckPhase.nextNanos(check.phaseNanos, period, wallNanos + period / 2) - wallOffsetNanos;
        ScheduledCheck.Run unfinished = check.run;
        if (unfinished == null && isPrepared(check.key.target())) {
            start(check, nowNanos);
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

    private void start(ScheduledCheck check, long nowNanos) {
        ScheduledCheck.Run run = new ScheduledCheck.Run(probe(check), nowNanos + check.key.timeoutNanos());
        check.run = run;
        run.probe.start(result -> loop.execute(() -> ended(check, run, result)));
    }

    private Probe probe(ScheduledCheck check) {
        return switch (check.key.target()) {
            case HealthCheckTarget.Http http
            when http.https() -> new ThreadedProbe(new TlsProbe(http), Thread.ofVirtual());
            case HealthCheckTarget.Http http -> {
                CheckConnection connection = new CheckConnection(http.host(), http.port());
                yield new SocketProbe(loop, connection, new HttpExpectation(http, connection));
            }
            case HealthCheckTarget.Tcp tcp -> new SocketProbe(loop, new CheckConnection(tcp.host(), tcp.port()), null);
            case HealthCheckTarget.InterfaceUp link -> new InterfaceProbe(link.name());
            case HealthCheckTarget.Service service -> new ServiceProbe(service, services);
            case HealthCheckTarget.Command target -> {
                CommandProbe command = new CommandProbe(target, check.key.timeoutNanos(), places);
                check.command = command;
                yield new ThreadedProbe(command, Thread.ofPlatform().daemon().name("health-command"));
            }
        };
    }

    private void expire(ScheduledCheck check, ScheduledCheck.Run run) {
        run.expired = true;
        String activity = run.probe.activity();
        run.probe.stop();
        accept(
                check,
                new CheckResult.Failed(
                        "timed out after %s while %s".formatted(Durations.format(check.key.timeoutNanos()), activity)));
    }

    private void ended(ScheduledCheck check, ScheduledCheck.Run run, CheckResult result) {
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
}
