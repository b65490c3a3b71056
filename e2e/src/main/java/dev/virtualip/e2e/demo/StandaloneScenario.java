package dev.virtualip.e2e.demo;

import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.probe.ProbeSettings;
import dev.virtualip.testkit.probe.Prober;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Steps of the demo, and the outage that the client measures at each step. */
final class StandaloneScenario {
    /** The address of the imported pair. */
    static final InetAddress IMPORTED = InetAddress.ofLiteral("192.168.31.5");
    /** The address of the virtual router that is added, with an interval of 100 ms. */
    static final InetAddress QUICK = InetAddress.ofLiteral("192.168.31.6");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SETTLE_MILLIS = 1500;
    private static final List<Integer> PRIORITIES = List.of(150, 100, 50);
    private static final String ROW = "%-42s %26s %26s%n";
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<DemoHost> demoHosts;
    private final LabHost client;
    private final DemoObserver observer;
    private final Screen screen;
    private final Map<InetAddress, Prober> probers = new LinkedHashMap<>();
    private final List<String> table = new ArrayList<>();

    StandaloneScenario(List<DemoHost> demoHosts, LabHost client, DemoObserver observer, Screen screen) {
        this.demoHosts = List.copyOf(demoHosts);
        this.client = client;
        this.observer = observer;
        this.screen = screen;
    }

    /** Plays it all. Returns the table of outages, line by line. */
    List<String> play() {
        DemoHost first = demoHosts.getFirst();
        open();
        act("Nginx on " + first + " killed", first::killNginx, () -> isQuickElsewhere(first));
        act("Nginx on " + first + " started again", first::startNginx, () -> isBack(first));
        pullCable();
        act("cable back, " + first + " preempts", first.host()::plugCable, () -> isBack(first));
        act("agent on " + first + " stopped (SIGTERM)", () -> stop(first), () -> areElsewhere(first));
        act("agent on " + first + " started again", first::start, () -> isBack(first));
        kill(first);
        act("agent on " + first + " started again", first::start, () -> isBack(first));
        return table;
    }

    /** Starts everything; the first host is Active for both addresses then. */
    void open() {
        DemoHost first = demoHosts.getFirst();
        screen.say("starting Nginx, and the agents on the imported files, as they stand");
        demoHosts.forEach(DemoHost::startNginx);
        demoHosts.forEach(DemoHost::start);
        await(first + " is Active", () -> first.host().holds(IMPORTED));
        probe(IMPORTED);
        screen.say("live change on all hosts: " + QUICK.getHostAddress()
                + " is added, version 3, each 100 ms, where Nginx works");
        for (int i = 0; i < demoHosts.size(); i++) {
            DemoHost demoHost = demoHosts.get(i);
            demoHost.configure(DemoDocuments.withQuickRouter(
                    demoHost.document(), QUICK.getHostAddress() + "/24", PRIORITIES.get(i)));
        }
        await(first + " is Active for both", () -> isBack(first));
        probe(QUICK);
        Wait.millis(SETTLE_MILLIS);
        table.add(String.format(ROW, "WHAT HAPPENED", "192.168.31.5, each 1 s", "192.168.31.6, each 100 ms"));
    }

    /** Pulls the first host's cable; another host has both addresses then. */
    void pullCable() {
        DemoHost first = demoHosts.getFirst();
        act("cable pulled at " + first, first.host()::pullCable, () -> areElsewhere(first));
    }

    private void kill(DemoHost first) {
        long struck = System.nanoTime();
        AtomicLong freeNanos = new AtomicLong();
        act(
                "agent on " + first + " killed (kill -9)",
                () -> first.agent().orElseThrow().kill(),
                () -> isFree(first, freeNanos)
                        && demoHosts.stream().skip(1).anyMatch(demoHost -> holdsBoth(demoHost.host())));
        double seconds = (freeNanos.get() - struck) / NANOS_PER_SECOND;
        String kernel = String.format(
                Locale.ROOT, "the kernel took the addresses from %s %.1f s after the kill", first, seconds);
        screen.say("  " + kernel);
        table.add("  (" + kernel + "; until then it answered)\n");
    }

    /** Whether the kernel has taken both addresses from a host; remembers when that was seen first. */
    private static boolean isFree(DemoHost demoHost, AtomicLong freeNanos) {
        boolean isFree = !holdsAny(demoHost.host());
        if (isFree) {
            freeNanos.compareAndSet(0, System.nanoTime());
        }
        return isFree;
    }

    private void act(String what, Runnable strike, BooleanSupplier over) {
        screen.say(what);
        long struck = System.nanoTime();
        strike.run();
        await(what, over);
        Wait.millis(SETTLE_MILLIS);
        String imported = outage(IMPORTED, struck);
        String quick = outage(QUICK, struck);
        screen.say("  outage: " + imported + " and " + quick);
        table.add(String.format(ROW, what, imported, quick));
    }

    private String outage(InetAddress address, long since) {
        ProbeLog log = Objects.requireNonNull(probers.get(address)).since(since);
        return log.lost() == 0
                ? "0 lost"
                : String.format(Locale.ROOT, "%.0f ms (%d lost)", log.darkMillis(), log.lost());
    }

    private void probe(InetAddress address) {
        Prober prober = Prober.start(client, ProbeSettings.of(address));
        probers.put(address, prober);
        observer.add(address.getHostAddress(), prober);
    }

    private void await(String what, BooleanSupplier condition) {
        Wait.until(what, PATIENCE, condition);
    }

    private void stop(DemoHost demoHost) {
        demoHost.agent().orElseThrow().stop();
    }

    private boolean isBack(DemoHost demoHost) {
        return holdsBoth(demoHost.host())
                && demoHosts.stream().filter(other -> other != demoHost).noneMatch(other -> holdsAny(other.host()));
    }

    private boolean areElsewhere(DemoHost demoHost) {
        return demoHosts.stream().filter(other -> other != demoHost).anyMatch(other -> holdsBoth(other.host()));
    }

    private boolean isQuickElsewhere(DemoHost demoHost) {
        return !demoHost.host().holds(QUICK)
                && demoHosts.stream().anyMatch(other -> other.host().holds(QUICK));
    }

    private static boolean holdsBoth(LabHost host) {
        return host.holds(IMPORTED) && host.holds(QUICK);
    }

    private static boolean holdsAny(LabHost host) {
        return host.holds(IMPORTED) || host.holds(QUICK);
    }
}
