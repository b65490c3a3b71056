package dev.virtualip.agent.sim;

import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckSpec.Effect;
import dev.virtualip.agent.node.HealthCheckState;
import dev.virtualip.agent.node.HealthCheckTarget;
import dev.virtualip.agent.sim.host.VirtualHost;
import dev.virtualip.agent.sim.lan.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Health of the services on all hosts: draws the checks of a story, and reports their verdicts to the agents. */
final class Health {
    private static final int FLAPS = 8;

    private final Schedule schedule;
    private final List<RouterPlan> plans;
    private final List<VirtualHost> hosts;
    private final SplittableRandom random;
    private final long unitNanos;

    /** The verdicts; a check without an entry passes. */
    private final Map<Place, Verdict> verdicts = new HashMap<>();

    /** The runs of agents whose verdicts are reported, and in which every check of a group had one. */
    private final Map<VirtualHost, Run> runs = new HashMap<>();

    private enum Verdict {
        PASSES,
        FAILS,
        NONE
    }

    private record Place(VirtualHost host, RouterPlan plan, String check) {}

    /** One run of an agent. */
    private static final class Run {
        private boolean reports;
        private boolean received;
        private final Map<Place, Verdict> verdicts = new HashMap<>();
        private final Set<RouterPlan> known = new HashSet<>();
    }

    Health(
            Schedule schedule,
            List<RouterPlan> plans,
            List<VirtualHost> hosts,
            SplittableRandom random,
            long unitNanos) {
        this.schedule = schedule;
        this.plans = plans;
        this.hosts = hosts;
        this.random = random;
        this.unitNanos = unitNanos;
        boolean any = random.nextInt(3) != 0;
        for (RouterPlan plan : plans) {
            plan.healthChecks = any && random.nextInt(3) != 0 ? checks() : List.of();
            if (plan.group != null && random.nextBoolean()) {
                plan.healthChecks = plans.getFirst().healthChecks;
            }
        }
        for (RouterPlan plan : plans) {
            plan.firstVerdictNanos = members(plan).stream()
                    .flatMap(member -> member.healthChecks.stream())
                    .mapToLong(check -> 2 * check.periodNanos() + check.timeoutNanos())
                    .max()
                    .orElse(0);
        }
    }

    private List<HealthCheckSpec> checks() {
        List<HealthCheckSpec> checks = new ArrayList<>();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            long period = random.nextLong(unitNanos, 4 * unitNanos);
            checks.add(new HealthCheckSpec(
                    "c" + i,
                    new HealthCheckTarget.Tcp("127.0.0.1", 80),
                    period,
                    period / 2,
                    1,
                    1,
                    random.nextInt(3) == 0 ? Effect.LOWER : Effect.WITHDRAW,
                    random.nextInt(1, 254)));
        }
        return checks;
    }

    private List<RouterPlan> members(RouterPlan plan) {
        return plan.group == null
                ? List.of(plan)
                : plans.stream().filter(each -> plan.group.equals(each.group)).toList();
    }

    /** The time after which every agent that runs has acted on all that was reported. */
    long settlesNanos() {
        return plans.stream()
                .mapToLong(plan -> 3 * plan.firstVerdictNanos)
                .max()
                .orElse(0);
    }

    /** An agent begins: its first verdicts follow, sometimes later than it waits for them. */
    void started(VirtualHost host) {
        Run run = new Run();
        runs.put(host, run);
        long soon = Math.max(1, settlesNanos() / 3);
        long delay = random.nextInt(8) == 0 ? 2 * soon : random.nextLong(soon);
        schedule.after(delay, () -> {
            if (runs.get(host) == run && host.running()) {
                run.reports = true;
                plans.forEach(plan -> report(host, plan));
            }
        });
    }

    // ---- faults

    /** Everything that is checked on this host fails. */
    void fail(VirtualHost host) {
        plans.forEach(plan -> set(host, plan, Verdict.FAILS));
    }

    void failEverywhere() {
        hosts.forEach(this::fail);
    }

    /** One virtual router's checks on a host change, to whatever it may be. */
    void change(VirtualHost host) {
        set(host, any(), draw());
    }

    /** One virtual router's checks on a host fail and pass in turn. */
    void flap(VirtualHost host) {
        RouterPlan plan = any();
        for (int i = 0; i < FLAPS; i++) {
            Verdict verdict = i % 2 == 0 ? Verdict.FAILS : Verdict.PASSES;
            schedule.after(i * random.nextLong(unitNanos), () -> set(host, plan, verdict));
        }
    }

    /** The health with which a calm begins: whatever is healthy then stays so, and the rest does not recover. */
    void settle() {
        boolean all = random.nextBoolean();
        for (VirtualHost host : hosts) {
            plans.forEach(plan -> set(host, plan, all ? Verdict.PASSES : draw()));
        }
    }

    void recover() {
        for (VirtualHost host : hosts) {
            plans.forEach(plan -> set(host, plan, Verdict.PASSES));
        }
    }

    private Verdict draw() {
        int drawn = random.nextInt(8);
        return drawn == 0 ? Verdict.NONE : drawn < 4 ? Verdict.FAILS : Verdict.PASSES;
    }

    private RouterPlan any() {
        return plans.get(random.nextInt(plans.size()));
    }

    private void set(VirtualHost host, RouterPlan plan, Verdict verdict) {
        plan.healthChecks.forEach(check -> verdicts.put(new Place(host, plan, check.name()), verdict));
        Run run = runs.get(host);
        if (run != null && run.reports && host.running()) {
            report(host, plan);
        }
    }

    private void report(VirtualHost host, RouterPlan plan) {
        if (plan.healthChecks.isEmpty()) {
            return;
        }
        Run run = runs.get(host);
        Map<Place, Verdict> reported = new HashMap<>();
        for (HealthCheckSpec check : plan.healthChecks) {
            reported.put(new Place(host, plan, check.name()), verdict(host, plan, check));
        }
        host.health(
                plan.name,
                plan.healthChecks.stream()
                        .map(check -> new HealthCheckState(
                                check.name(), healthy(verdict(host, plan, check)), Instant.EPOCH, null))
                        .toList(),
                () -> {
                    if (run != null) {
                        run.verdicts.putAll(reported);
                        run.received = true;
                    }
                });
    }

    /** An agent has acted on what it had received: what it did not get to see counts for nothing. */
    void acted(VirtualHost host) {
        Run run = runs.get(host);
        if (run == null || !run.received) {
            return;
        }
        run.received = false;
        for (RouterPlan plan : plans) {
            if (members(plan).stream().allMatch(member -> allKnown(run, host, member))) {
                run.known.add(plan);
            }
        }
    }

    private static boolean allKnown(Run run, VirtualHost host, RouterPlan plan) {
        return plan.healthChecks.stream()
                .map(check -> run.verdicts.getOrDefault(new Place(host, plan, check.name()), Verdict.NONE))
                .noneMatch(verdict -> verdict == Verdict.NONE);
    }

    private Verdict verdict(VirtualHost host, RouterPlan plan, HealthCheckSpec check) {
        return verdicts.getOrDefault(new Place(host, plan, check.name()), Verdict.PASSES);
    }

    private static @Nullable Boolean healthy(Verdict verdict) {
        return verdict == Verdict.NONE ? null : Boolean.valueOf(verdict == Verdict.PASSES);
    }

    // ---- what is expected

    /** The priority that a virtual router has on a host once its agent has acted on all that was reported. */
    int priority(VirtualHost host, RouterPlan plan) {
        Set<HealthCheckSpec> lowering = new HashSet<>();
        boolean unknown = false;
        for (RouterPlan member : members(plan)) {
            for (HealthCheckSpec check : member.healthChecks) {
                Verdict verdict = verdict(host, member, check);
                if (verdict == Verdict.FAILS && check.effect() == Effect.WITHDRAW) {
                    return 1;
                }
                unknown |= verdict == Verdict.NONE;
                if (verdict == Verdict.FAILS) {
                    lowering.add(check);
                }
            }
        }
        Run run = runs.get(host);
        int priority = plan.priority(host.number);
        if (unknown && (run == null || !run.known.contains(plan))) {
            return 1;
        }
        int penalty = lowering.stream().mapToInt(HealthCheckSpec::penalty).sum();
        return priority == 1 ? 1 : Math.max(2, priority - penalty);
    }
}
