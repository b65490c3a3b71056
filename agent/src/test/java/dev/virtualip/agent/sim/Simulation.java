package dev.virtualip.agent.sim;

import dev.virtualip.agent.loop.LoopHandler;
import dev.virtualip.agent.loop.SocketFactory;
import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.sim.host.HostObserver;
import dev.virtualip.agent.sim.host.KernelAddress;
import dev.virtualip.agent.sim.host.SimulationContext;
import dev.virtualip.agent.sim.host.VirtualClock;
import dev.virtualip.agent.sim.host.VirtualHost;
import dev.virtualip.agent.sim.host.VirtualNic;
import dev.virtualip.agent.sim.lan.Frame;
import dev.virtualip.agent.sim.lan.Schedule;
import dev.virtualip.agent.sim.lan.VirtualLan;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * One story, all of it from one seed: shipped event loops on a virtual LAN. Rounds of faults, each followed by a quiet
 * in which the order must come back; then single faults in a network that carries everything; then the end.
 */
final class Simulation implements HostObserver {
    private static final int ROUNDS = 2;
    private static final int ORDERLY = 2;
    private static final int FAULTY_UNITS = 60;
    private static final int REMEMBERED = Integer.getInteger("sim.lines", 80);
    private static final long LATENCY = 60_000L;
    private static final long SECOND = 1_000_000_000L;

    private final Schedule schedule = new Schedule();
    private final List<VirtualHost> hosts = new ArrayList<>();
    private final Map<VirtualHost, HostTrack> tracks = new LinkedHashMap<>();
    private final Deque<String> journal = new ArrayDeque<>();
    private final EventCounts counts = new EventCounts();
    private final RandomRouters routers;
    private final Health health;
    private final Faults faults;
    private final SplittableRandom random;
    private final LoopInvariants loops;
    private final HolderInvariants holders;
    private long fingerprint;

    Simulation(long seed, int size) {
        this(seed, size, sockets -> sockets);
    }

    /** With sockets that something is wrong with. */
    Simulation(long seed, int size, UnaryOperator<SocketFactory> decorator) {
        random = new SplittableRandom(seed);
        routers = new RandomRouters(random.split(), size);
        SimulationContext context = new SimulationContext(schedule, random.split(), this, LATENCY);
        List<VirtualLan> lans = IntStream.range(0, routers.lans())
                .mapToObj(ignored -> new VirtualLan(schedule, random.split()))
                .toList();
        for (int number = 1; number <= size; number++) {
            VirtualClock clock = new VirtualClock(schedule, routers.clockOrigin(), routers.processorCost());
            VirtualHost host = new VirtualHost("h" + number, number, context, clock, decorator);
            lans.forEach(host::connect);
            hosts.add(host);
            tracks.put(host, new HostTrack(host, routers.routers()));
        }
        loops = new LoopInvariants(schedule, tracks);
        holders = new HolderInvariants(schedule, routers.routers(), tracks);
        health = new Health(schedule, routers.routers(), hosts, random.split(), routers.unitNanos());
        faults = new Faults(schedule, lans, hosts, routers, health, random.split(), counts::add);
    }

    /** Changes what event loops pass to virtual routers. */
    Simulation tamper(UnaryOperator<LoopHandler> tampering) {
        hosts.forEach(host -> host.tampering = tampering);
        return this;
    }

    /** The longest time for which the members of a move group were apart although the network carried everything. */
    long longestApartNanos() {
        return holders.longestApartNanos();
    }

    /** Runs the story; throws an AssertionError at the first event after which an invariant does not hold. */
    void run() {
        try {
            hosts.forEach(host -> faults.start(host, random.nextBoolean()));
            for (int round = 0; round < ROUNDS; round++) {
                long calm = schedule.now() + FAULTY_UNITS * routers.unitNanos();
                holders.calm(false);
                faults.begin(calm);
                run(calm);
                faults.end();
                holders.calm(true);
                run(schedule.now() + quietNanos());
                checkRest();
            }
            for (int i = 0; i < ORDERLY; i++) {
                Runnable undo = faults.strikeOne(activeHost());
                run(schedule.now() + recoveryNanos());
                undo.run();
                run(schedule.now() + quietNanos());
                checkRest();
            }
            end();
        } catch (AssertionError | RuntimeException violated) {
            throw new AssertionError(String.join("\n", journal) + "\n" + violated, violated);
        }
    }

    private void run(long untilNanos) {
        schedule.runUntil(untilNanos, this::look);
    }

    private VirtualHost activeHost() {
        RouterPlan plan = routers.any();
        return hosts.stream().filter(host -> isActive(host, plan)).findFirst().orElse(hosts.getFirst());
    }

    private boolean isActive(VirtualHost host, RouterPlan plan) {
        RouterTrack router = track(host).routers.get(plan.name);
        return host.awake() && router != null && router.active();
    }

    private HostTrack track(VirtualHost host) {
        return Objects.requireNonNull(tracks.get(host));
    }

    /** The longest time after which order is back. */
    private long quietNanos() {
        long longest = 0;
        for (RouterPlan plan : routers.routers()) {
            for (VirtualHost host : hosts) {
                long down = plan.activeDownNanos(plan.priority(host.number));
                long release = Math.max(SECOND, plan.longestIntervalNanos + SECOND / 10);
                long quiet = 2 * down
                        + release
                        + plan.preemption(host.number).delayNanos()
                        + plan.longestLifetimeNanos
                        + (plan.askFirst ? 6 : 3) * SECOND
                        + health.settlesNanos();
                longest = Math.max(longest, quiet);
            }
        }
        return longest;
    }

    private long recoveryNanos() {
        long down = routers.routers().stream()
                .mapToLong(plan -> plan.activeDownNanos(1))
                .max()
                .orElseThrow();
        return down + 2 * SECOND;
    }

    // ---- when nothing happens any more

    private void checkRest() {
        for (RouterPlan plan : routers.routers()) {
            List<VirtualHost> running = hosts.stream()
                    .filter(host -> host.awake() && !track(host).stopping)
                    .toList();
            List<VirtualHost> actives =
                    running.stream().filter(host -> isActive(host, plan)).toList();
            if (actives.size() != (running.isEmpty() ? 0 : 1)) {
                throw new AssertionError("at rest %s is Active on %s of %s".formatted(plan.name, actives, running));
            }
            for (InetAddress address : plan.allAddresses()) {
                checkHolders(plan, address, actives);
            }
            actives.forEach(active -> checkPriority(plan, active, running));
        }
    }

    private void checkHolders(RouterPlan plan, InetAddress address, List<VirtualHost> actives) {
        List<VirtualHost> holding = hosts.stream()
                .filter(host -> host.kernel.nics().stream()
                        .anyMatch(nic -> nic.index == plan.interfaceIndex() && host.kernel.answers(nic, address)))
                .toList();
        if (!holding.equals(actives)) {
            throw new AssertionError("at rest %s of %s is at %s and Active is %s"
                    .formatted(address.getHostAddress(), plan.name, holding, actives));
        }
    }

    private void checkPriority(RouterPlan plan, VirtualHost active, List<VirtualHost> running) {
        int priority = health.priority(active, plan);
        for (VirtualHost host : running) {
            boolean preempts = plan.preemption(host.number).enabled() || priority == 1;
            if (preempts && health.priority(host, plan) > priority && !track(host).heldDown) {
                throw new AssertionError(
                        "at rest %s should have preempted %s for %s".formatted(host, active, plan.name));
            }
        }
    }

    /** All agents end; what is left is gone when its lifetime is over. */
    private void end() {
        holders.calm(false);
        for (VirtualHost host : hosts) {
            if (random.nextBoolean()) {
                host.stop();
            } else {
                host.kill();
            }
        }
        long lifetime = 0;
        for (RouterPlan plan : routers.routers()) {
            lifetime = Math.max(lifetime, Math.max(plan.longestLifetimeNanos, plan.longestIntervalNanos + 2 * SECOND));
        }
        for (VirtualHost host : hosts) {
            for (KernelAddress known : host.kernel.addresses()) {
                lifetime = Math.max(lifetime, known.ours() ? known.validSeconds * SECOND : 0);
            }
        }
        run(schedule.now() + lifetime + SECOND);
        for (VirtualHost host : hosts) {
            if (host.running()) {
                throw new AssertionError(host + " was stopped and still runs");
            }
            List<KernelAddress> left =
                    host.kernel.addresses().stream().filter(KernelAddress::ours).toList();
            if (!left.isEmpty() || !host.kernel.addresses().containsAll(host.own())) {
                throw new AssertionError(host + " ended, and left " + left);
            }
        }
    }

    // ---- what is seen

    @Override
    public void look() {
        holders.look();
    }

    @Override
    public void started(VirtualHost host) {
        track(host).started(schedule.now());
        health.started(host);
        holders.changed();
        saw(host, "starts");
    }

    @Override
    public void stopping(VirtualHost host) {
        track(host).stopping = true;
        saw(host, "is asked to stop");
    }

    @Override
    public void ended(VirtualHost host, boolean killed) {
        holders.changed();
        saw(host, killed ? "is killed" : "ends");
    }

    @Override
    public void slept(VirtualHost host) {
        holders.changed();
        saw(host, "sleeps");
    }

    @Override
    public void awoke(VirtualHost host, long nanos, long shownNanos) {
        track(host).awokeNanos = schedule.now();
        holders.changed();
        saw(host, "wakes after %.3f ms".formatted(nanos / 1e6));
        loops.awoke(host, shownNanos);
    }

    @Override
    public void configured(VirtualHost host, List<VirtualRouterSpec> specs) {
        counts.add("live changes");
        // A configuration is applied together with the verdicts that the agent has by then.
        health.acted(host);
        loops.configured(host, specs);
    }

    @Override
    public void turned(VirtualHost host) {
        counts.add("turns of a loop");
        health.acted(host);
        loops.turned(host);
    }

    @Override
    public void stepped(VirtualHost host, JournalEntry entry) {
        if (entry.step().reason() != null) {
            counts.add("transition " + entry.step().reason());
        }
        saw(host, entry.virtualRouter() + ": " + entry.event() + "\n        -> " + entry.step());
        loops.stepped(host, entry);
    }

    @Override
    public void noticed(VirtualHost host, Notice notice) {
        String kind = notice.kind().split(" ", 2)[0];
        counts.add("notice " + kind);
        if (kind.equals("AddressStolenRepeatedly")) {
            track(host).heldDown = true;
        }
        saw(host, notice.kind() + ": " + notice.message());
    }

    @Override
    public void sent(VirtualHost host, VirtualNic nic, Frame frame) {
        if (frame.vrrp()) {
            counts.add("sent advertisements");
        } else if (frame.neighborSolicitation()
                || (frame.arpRequest() && !frame.arpSender().equals(frame.arpTarget()))) {
            counts.add("sent conflict probes");
        } else {
            counts.add("sent announcements");
        }
        mix(Objects.hash(
                schedule.now(), host.name, nic.index, frame.bytes().duplicate().rewind()));
        loops.sent(host, nic, frame);
    }

    @Override
    public void requested(VirtualHost host, KernelAddress address, boolean removal) {
        boolean there = host.kernel.addresses().contains(address);
        String what = removal ? "removes" : there ? "renews" : "binds";
        counts.add("addresses: " + what);
        if (removal || !there) {
            saw(host, what + " " + address);
        }
        loops.requested(host, address, removal);
    }

    @Override
    public void expired(VirtualHost host, KernelAddress address) {
        counts.add("addresses: expired");
        saw(host, address + " expires");
    }

    @Override
    public void changed(VirtualHost host) {
        track(host).update(schedule.now());
        holders.changed();
    }

    private void saw(VirtualHost host, String what) {
        mix(Objects.hash(schedule.now(), host.name, what));
        journal.add("%.6f %s %s".formatted(schedule.now() / 1e9, host.name, what));
        if (journal.size() > REMEMBERED) {
            journal.remove();
        }
    }

    private void mix(int what) {
        fingerprint = 31 * fingerprint + what;
    }

    /** A number that two different stories hardly share: everything that is logged and sent is in it. */
    long fingerprint() {
        return fingerprint;
    }

    EventCounts counts() {
        return counts;
    }
}
