package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.daemon.Daemon;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.daemon.VrrpProgram;
import dev.virtualip.testkit.lab.HostAddress;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.probe.ProbeLog;
import dev.virtualip.testkit.wire.CapturedPacket;
import dev.virtualip.testkit.wire.PacketCapture;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Takes each value in a new lab, so that nothing is left of the one before. */
final class Measurements {
    private static final Duration PATIENCE = ProbedPair.PATIENCE;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.200");
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.200/32");
    private static final int HIGHER = 150;
    private static final int LOWER = 100;
    private static final int OWNER = 255;
    private static final int SETTLE_MILLIS = 500;
    /** Memory used for the start is released only after a while. */
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

    /** Outage of an address when this happens to its holder, in milliseconds. */
    double outageMillis(VrrpProgram program, Failure failure, Duration interval) {
        return probed(program, interval, failure::strike).darkMillis();
    }

    /** Probes lost when the host of an address shuts down: SIGTERM, and after a while its cable is out. */
    double shutdownLost(VrrpProgram program, Duration networkGoesAfter, Duration interval) {
        ProbeLog log = probed(program, interval, active -> {
            active.terminate();
            Wait.millis(networkGoesAfter.toMillis());
            active.host().pullCable();
        });
        return log.lost();
    }

    /** The probes of a client since something happened to the holder of an address. */
    private ProbeLog probed(VrrpProgram program, Duration interval, Consumer<Daemon> strike) {
        try (ProbedPair pair = ProbedPair.start("bench-outage", program, ROUTER.interval(interval))) {
            // The failure comes at any time between two advertisements.
            Wait.millis(SETTLE_MILLIS + phase.nextLong(interval.toMillis()));
            long struck = System.nanoTime();
            strike.accept(pair.active());
            pair.backup().awaitHolding(ADDRESS, PATIENCE);
            Wait.millis(SETTLE_MILLIS);
            pair.client().close();
            return pair.client().since(struck);
        }
    }

    /**
     * From {@code kill -9} to the Backup's first advertisement, in milliseconds. Clients may notice less: the kernel
     * answers for a dead agent until the address's lifetime ends, and for a dead keepalived until it is removed.
     */
    double takeoverMillis(VrrpProgram program, Duration interval) {
        RouterSetup router = ROUTER.interval(interval);
        try (Lab lab = Lab.start("bench-takeover", LabSubnets.DOCUMENTATION, "a", "b")) {
            PacketCapture capture = PacketCapture.start(lab);
            Daemon active = program.start(lab.host("a"), router.priority(HIGHER));
            active.awaitHolding(ADDRESS, PATIENCE);
            ProbedPair.awaitListening(program.start(lab.host("b"), router.priority(LOWER)), router);
            Wait.millis(SETTLE_MILLIS + phase.nextLong(interval.toMillis()));
            long struck = System.nanoTime();
            active.kill();
            CapturedPacket.Advert first =
                    capture.await(advert -> advert.host().equals("b") && advert.atNanos() - struck > 0, PATIENCE);
            return (first.atNanos() - struck) / NANOS_PER_MILLI;
        }
    }

    /** From the exec to the first advertisement on the wire, in milliseconds; the router owns its address. */
    double firstAdvertisementMillis(VrrpProgram program) {
        try (Lab lab = Lab.start("bench-start", LabSubnets.DOCUMENTATION, "a")) {
            LabHost host = lab.host("a");
            host.ip("addr add 192.0.2.200/32 dev " + LabHost.INTERFACE);
            PacketCapture capture = PacketCapture.start(lab);
            Daemon daemon = program.start(host, ROUTER.interval(SECOND).priority(OWNER));
            long first = capture.await(advert -> advert.priority() == OWNER, PATIENCE)
                    .atNanos();
            return (first - daemon.startedNanos()) / NANOS_PER_MILLI;
        }
    }

    /** Resident memory with so many virtual routers, all Active and at rest, in MiB. */
    double residentMebibytes(VrrpProgram program, int routers) {
        try (Lab lab = Lab.start("bench-memory", LabSubnets.DOCUMENTATION, "a")) {
            Daemon daemon = startAll(program, lab.host("a"), routers, SECOND);
            Wait.millis(REST_MILLIS);
            return daemon.residentBytes() / BYTES_PER_MIB;
        }
    }

    /** Processor time with so many virtual routers, all Active, in seconds per minute. */
    double processorSecondsPerMinute(VrrpProgram program, int routers, Duration interval) {
        try (Lab lab = Lab.start("bench-load", LabSubnets.DOCUMENTATION, "a")) {
            Daemon daemon = startAll(program, lab.host("a"), routers, interval);
            Wait.millis(SETTLE_MILLIS);
            long start = System.nanoTime();
            Duration before = daemon.processorTime();
            Wait.millis(restFor.toMillis());
            double nanos = daemon.processorTime().minus(before).toNanos();
            return nanos / (System.nanoTime() - start) * SECONDS_PER_MINUTE;
        }
    }

    private static Daemon startAll(VrrpProgram program, LabHost host, int count, Duration interval) {
        return startAll(
                program,
                host,
                IntStream.rangeClosed(1, count)
                        .mapToObj(id -> ROUTER.id(id).interval(interval).addresses(List.of("198.51.100." + id + "/32")))
                        .toList());
    }

    /** Starts a program alone on a host, and waits until it holds the last address of each router. */
    static Daemon startAll(VrrpProgram program, LabHost host, List<RouterSetup> routers) {
        List<InetAddress> wanted =
                routers.stream().map(RouterSetup::lastAddress).toList();
        Daemon daemon = program.start(host, routers.toArray(RouterSetup[]::new));
        Wait.until(
                "all routers are Active",
                PATIENCE,
                () -> host.addresses().stream()
                        .map(HostAddress::address)
                        .collect(Collectors.toSet())
                        .containsAll(wanted));
        return daemon;
    }
}
