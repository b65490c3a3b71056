package dev.virtualip.operator.planloop;

import dev.virtualip.operator.plan.BenchCluster;
import dev.virtualip.operator.plan.Planner;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.snapshot.ClusterSnapshot;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Time and memory of plans for many addresses on many nodes: operator/bin/plan-bench. */
public final class PlannerBenchmark {
    private static final int EXIT_USAGE = 2;
    private static final int COLD = 5;
    private static final int CHANGES = 10;
    private static final int WARM_UP = 5;

    private final BenchCluster cluster;
    private final PlanLoop loop;
    private final int addresses;
    private final int nodes;
    private Took plan = Took.NOTHING;

    private PlannerBenchmark(int addresses, int nodes, int networks) {
        this.addresses = addresses;
        this.nodes = nodes;
        cluster = new BenchCluster(nodes, networks);
        loop = new PlanLoop(new PlanSteps(
                () -> new ClusterSnapshot(cluster.desired(), cluster.observed()),
                this::plan,
                planned -> {},
                nanos -> {},
                System::nanoTime,
                () -> cluster.now));
        for (int i = 0; i < addresses; i++) {
            cluster.want(i);
        }
    }

    private Plan plan(Desired desired, Observed observed, Instant now) {
        Took begun = Took.now();
        Plan made = Planner.plan(desired, observed, now);
        plan = begun.untilNow();
        return made;
    }

    /** Arguments: how many addresses, and on how many nodes; 10000 and 1000 if there are none. */
    public static void main(String[] args) {
        for (String arg : args) {
            if (args.length > 2 || !arg.matches("[1-9]\\d{0,5}")) {
                System.err.println("'" + arg + "' makes no sense here. Usage: plan-bench [ADDRESSES [NODES]]");
                System.exit(EXIT_USAGE);
            }
        }
        int addresses = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int nodes = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
        System.out.printf("%-58s %9s %9s %9s %9s%n", "milliseconds", "min", "median", "max", "of CPU");
        for (int networks : new int[] {Math.max(1, nodes / 20), 1}) {
            System.out.printf("%d addresses on %d nodes, %d networks%n", addresses, nodes, networks);
            new PlannerBenchmark(addresses, nodes, networks).run();
        }
        System.out.printf("%d Services on %d nodes, 1 network%n", addresses, nodes);
        new PlannerBenchmark(0, nodes, 1).runServices(addresses);
    }

    private void runServices(int services) {
        for (int i = 0; i < services; i++) {
            cluster.wantService(i);
        }
        line("  all at once, nothing runs yet", times(COLD, this::cold));
        turn();
        line("  their VirtualIPs exist, nothing runs yet", times(COLD, this::cold));
        turn();
        line("  all again, by an operator that begins", times(COLD, this::cold));
        cluster.virtualIPs.clear();
        line("  their VirtualIPs are lost, their addresses are served", times(COLD, this::cold));
        turn();
        turn();
        changes("a Service comes", i -> cluster.wantService(services + i));
        changes("an agent reports", this::report);
        System.out.printf("  heap in use: %d MiB%n%n", heapMebibytes());
    }

    private void run() {
        line("  all at once, nothing runs yet", times(COLD, this::cold));
        turn();
        line("  all again, by an operator that begins", times(COLD, this::cold));
        turn();
        turn();
        changes("a VirtualIP comes", i -> cluster.want(addresses + i));
        changes("an agent reports", this::report);
        changes("a node is not Ready, or is again", this::flap);
        changes("a node joins", i -> cluster.join(nodes + i));
        System.out.printf("  heap in use: %d MiB%n%n", heapMebibytes());
    }

    /** Something changes. */
    private interface Change {
        void make(int number);
    }

    private void changes(String what, Change change) {
        List<Took> plans = new ArrayList<>();
        List<Took> wholes = new ArrayList<>();
        int count = WARM_UP + CHANGES;
        for (int i = 0; i < count; i++) {
            change.make(i);
            Took whole = turn();
            if (i >= WARM_UP) {
                plans.add(plan);
                wholes.add(whole);
            }
            turn();
            turn();
        }
        line("  " + what + ": the plan", plans);
        line("  " + what + ": with statuses and what differs", wholes);
    }

    /** One turn of the loop: the plan, what is said, and who has to be woken; then all is carried out. */
    private Took turn() {
        ClusterSnapshot picture = new ClusterSnapshot(cluster.desired(), cluster.observed());
        Took begun = Took.now();
        PlanResult result = loop.evaluate(1, picture, cluster.now);
        int woken = result.differingServices().size()
                + result.missingRouters().size()
                + result.differingRouters().size()
                + result.differingVirtualIPs().size();
        Took took = begun.untilNow();
        if (woken > 0) {
            cluster.serve(result.plan());
            cluster.carryOut(result.plan(), result.differingRouters());
            result.differingVirtualIPs()
                    .forEach(name -> cluster.say(
                            name, Objects.requireNonNull(result.statusUpdates().status(name))));
        }
        return took;
    }

    private void report(int number) {
        String name = "node-%04d".formatted(number * 7 % nodes);
        ObservedRouter old = Objects.requireNonNull(cluster.routers.get(name));
        cluster.routers.put(name, BenchCluster.turned(old));
    }

    private void flap(int number) {
        String name = "node-%04d".formatted(number / 2 % nodes);
        ObservedNode old = Objects.requireNonNull(cluster.nodes.get(name));
        cluster.nodes.put(name, BenchCluster.flapped(old, cluster.now));
    }

    private Took cold() {
        Took begun = Took.now();
        Planner.plan(cluster.desired(), cluster.observed(), cluster.now);
        return begun.untilNow();
    }

    private static List<Took> times(int count, Supplier<Took> measured) {
        List<Took> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            times.add(measured.get());
        }
        return times;
    }

    private static void line(String what, List<Took> times) {
        List<Double> wall = times.stream().map(Took::wall).sorted().toList();
        List<Double> cpu = times.stream().map(Took::cpu).sorted().toList();
        System.out.printf(
                "%-58s %9.2f %9.2f %9.2f %9.2f%n",
                what, wall.getFirst(), wall.get(wall.size() / 2), wall.getLast(), cpu.get(cpu.size() / 2));
    }

    /**
     * How long something took, or when it began.
     *
     * @param wall by the clock, in milliseconds
     * @param cpu of this thread alone: on a machine that has other work to do, this counts
     */
    private record Took(double wall, double cpu) {
        static final Took NOTHING = new Took(0, 0);

        static Took now() {
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            return new Took(System.nanoTime() / 1e6, cpu / 1e6);
        }

        Took untilNow() {
            Took now = now();
            return new Took(now.wall - wall, now.cpu - cpu);
        }
    }

    private static long heapMebibytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
