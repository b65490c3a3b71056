package dev.virtualip.e2e.bench;

import dev.virtualip.e2e.daemon.AgentProcess;
import dev.virtualip.e2e.daemon.Daemon;
import dev.virtualip.e2e.daemon.KeepalivedProcess;
import dev.virtualip.e2e.daemon.Program;
import dev.virtualip.e2e.daemon.RouterSetup;
import dev.virtualip.e2e.lab.Host;
import dev.virtualip.e2e.lab.Lab;
import dev.virtualip.e2e.lab.Network;
import dev.virtualip.e2e.lab.Pause;
import dev.virtualip.e2e.probe.Prober;
import dev.virtualip.e2e.probe.Probing;
import dev.virtualip.e2e.wire.Capture;
import dev.virtualip.e2e.wire.Seen;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** How each value is taken: a new lab for each, so that nothing is left of the one before. */
final class Measurements {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.200");
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.200/32");
    private static final int HIGHER = 150;
    private static final int LOWER = 100;
    private static final int OWNER = 255;
    private static final int SETTLE_MILLIS = 500;
    /** What starting takes is given back only after a while. */
    private static final int REST_MILLIS = 15_000;

    private static final double BYTES_PER_MIB = 1 << 20;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double SECONDS_PER_MINUTE = 60;

    private final Duration restFor;
    private final SplittableRandom phase = new SplittableRandom(1);

    /** Values under load are taken over {@code restFor}. */
    Measurements(Duration restFor) {
        this.restFor = restFor;
    }

    /** How long an address does not answer when this happens to its holder, in milliseconds. */
    double outageMillis(Program program, Failure failure, Duration interval) {
        RouterSetup router = ROUTER.interval(interval);
        try (Lab lab = Lab.start("bench-outage", Network.DOCUMENTATION, "a", "b", "client")) {
            Daemon active = program.start(lab.host("a"), router.priority(HIGHER));
            Daemon backup = program.start(lab.host("b"), router.priority(LOWER));
            active.awaitHolding(ADDRESS, PATIENCE);
            awaitListening(backup);
            Prober prober = Prober.start(lab.host("client"), Probing.of(ADDRESS));
            // The failure comes at any time between two advertisements.
            Pause.millis(SETTLE_MILLIS + phase.nextLong(interval.toMillis()));
            long struck = System.nanoTime();
            failure.strike(active);
            backup.awaitHolding(ADDRESS, PATIENCE);
            Pause.millis(SETTLE_MILLIS);
            prober.close();
            return prober.since(struck).darkMillis();
        }
    }

    /**
     * From {@code kill -9} to the Backup's first advertisement, in milliseconds. Clients may notice less: the kernel
     * answers for a dead agent until the address's lifetime ends, and for a dead keepalived until somebody acts.
     */
    double takeoverMillis(Program program, Duration interval) {
        RouterSetup router = ROUTER.interval(interval);
        try (Lab lab = Lab.start("bench-takeover", Network.DOCUMENTATION, "a", "b")) {
            Capture capture = Capture.start(lab);
            Daemon active = program.start(lab.host("a"), router.priority(HIGHER));
            active.awaitHolding(ADDRESS, PATIENCE);
            awaitListening(program.start(lab.host("b"), router.priority(LOWER)));
            Pause.millis(SETTLE_MILLIS + phase.nextLong(interval.toMillis()));
            long struck = System.nanoTime();
            active.kill();
            Seen.Advert first =
                    capture.await(advert -> advert.host().equals("b") && advert.atNanos() - struck > 0, PATIENCE);
            return (first.atNanos() - struck) / NANOS_PER_MILLI;
        }
    }

    /** From the exec to the first advertisement on the wire, in milliseconds; the router owns its address. */
    double firstAdvertisementMillis(Program program) {
        try (Lab lab = Lab.start("bench-start", Network.DOCUMENTATION, "a")) {
            Host host = lab.host("a");
            host.ip("addr add 192.0.2.200/32 dev " + Host.INTERFACE);
            Capture capture = Capture.start(lab);
            Daemon daemon = program.start(host, ROUTER.interval(SECOND).priority(OWNER));
            long first = capture.await(advert -> advert.priority() == OWNER, PATIENCE)
                    .atNanos();
            return (first - daemon.startedNanos()) / NANOS_PER_MILLI;
        }
    }

    /** Resident memory with so many virtual routers, all Active and at rest, in MiB. */
    double residentMebibytes(Program program, int routers) {
        try (Lab lab = Lab.start("bench-memory", Network.DOCUMENTATION, "a")) {
            Daemon daemon = startAll(program, lab.host("a"), routers, SECOND);
            Pause.millis(REST_MILLIS);
            return daemon.residentBytes() / BYTES_PER_MIB;
        }
    }

    /** Processor time with so many virtual routers, all Active, in seconds per minute. */
    double processorSecondsPerMinute(Program program, int routers, Duration interval) {
        try (Lab lab = Lab.start("bench-load", Network.DOCUMENTATION, "a")) {
            Daemon daemon = startAll(program, lab.host("a"), routers, interval);
            Pause.millis(SETTLE_MILLIS);
            long start = System.nanoTime();
            Duration before = daemon.processorTime();
            Pause.millis(restFor.toMillis());
            double nanos = daemon.processorTime().minus(before).toNanos();
            return nanos / (System.nanoTime() - start) * SECONDS_PER_MINUTE;
        }
    }

    /** Waits until a Backup is one; keepalived does not tell, and is one long before the rest of what is done here. */
    private static void awaitListening(Daemon backup) {
        switch (backup) {
            case AgentProcess agent ->
                Pause.until(
                        "the other agent is a Backup",
                        PATIENCE,
                        () -> agent.router(ROUTER.name())
                                .filter(router -> router.path("state").asText().equals("Backup"))
                                .isPresent());
            case KeepalivedProcess _ -> {}
        }
    }

    private static Daemon startAll(Program program, Host host, int count, Duration interval) {
        List<RouterSetup> routers = IntStream.rangeClosed(1, count)
                .mapToObj(id -> ROUTER.id(id).interval(interval).addresses(List.of("198.51.100." + id + "/32")))
                .toList();
        Daemon daemon = program.start(host, routers.toArray(RouterSetup[]::new));
        Pause.until(
                "all routers are Active",
                PATIENCE,
                () -> host.addresses().stream()
                                .filter(bound ->
                                        bound.address().getHostAddress().startsWith("198.51.100."))
                                .count()
                        == count);
        return daemon;
    }
}
