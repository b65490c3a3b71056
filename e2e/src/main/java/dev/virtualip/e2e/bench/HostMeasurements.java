package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.Daemon;
import dev.virtualip.testkit.daemon.ProcessTree;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.daemon.VrrpProgram;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kernel.Signal;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.wire.CapturedPacket;
import dev.virtualip.testkit.wire.PacketCapture;
import dev.virtualip.testkit.wire.RefusedPackets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes each value of {@link HostFigures} in a new lab. */
final class HostMeasurements {
    private static final int SETTLE_MILLIS = 1000;
    private static final int REMOVE_FOR_MILLIS = 8000;
    private static final int GONE_MILLIS = 2000;
    private static final int FLOOD_SECONDS = 5;
    private static final int PACKETS_PER_MILLI = 10;
    private static final int MILLIS_PER_SECOND = 1000;
    private static final int ALL_ROUTERS = 255;
    private static final int IPV4_ROUTERS = 210;
    private static final double NANOS_PER_MILLI = 1e6;
    /** Longer than a client keeps a neighbor entry without a renewal. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(2);

    /** A sender that is not accepted exists for ours only. */
    private static final Set<RefusedPackets.Kind> RUBBISH =
            EnumSet.complementOf(EnumSet.of(RefusedPackets.Kind.SENDER));

    private int pauses;

    /** How long a client gets no answer while another program removes the Active's address again and again. */
    double removedDarkMillis(VrrpProgram program, RouterSetup router, int everyMillis) {
        return darkMillis(program, router, pair -> {
            long until =
                    System.nanoTime() + Duration.ofMillis(REMOVE_FOR_MILLIS).toNanos();
            while (System.nanoTime() - until < 0) {
                pair.active().host().removeAddress(pair.address());
                Wait.millis(everyMillis);
            }
        });
    }

    /** How long a client with a warm neighbor entry gets no answer when the Active's interface has a new MAC. */
    double newMacDarkMillis(VrrpProgram program, RouterSetup router) {
        return darkMillis(
                program,
                router,
                pair -> pair.active().host().ip("link set " + LabHost.INTERFACE + " address 02:00:5e:10:00:f1"));
    }

    /** How long a client gets no answer when the Active's host has no address of its own for two seconds. */
    double noSourceDarkMillis(VrrpProgram program, RouterSetup router) {
        return darkMillis(program, router, pair -> {
            pair.active().host().removeOwnAddress();
            Wait.millis(GONE_MILLIS);
            pair.active().host().addOwnAddress();
        });
    }

    /** The longest time between two advertisements of an Active that is flooded with packets it must refuse. */
    double floodGapMillis(VrrpProgram program) {
        RouterSetup router = RouterSetup.of("192.0.2.10/32");
        try (Lab lab = Lab.start("bench-flood", LabSubnets.DOCUMENTATION, "a", "noise")) {
            PacketCapture capture = PacketCapture.start(lab);
            Daemon active = Measurements.startAll(program, lab.host("a"), List.of(router));
            Wait.millis(SETTLE_MILLIS);
            long begun = System.nanoTime();
            lab.host("noise").namespace().call(() -> {
                RefusedPackets.send(
                        LabHost.INTERFACE,
                        RUBBISH,
                        lab.host("a").inet(),
                        FLOOD_SECONDS * MILLIS_PER_SECOND * PACKETS_PER_MILLI,
                        PACKETS_PER_MILLI);
                return true;
            });
            long ended = System.nanoTime();
            Wait.millis(SETTLE_MILLIS);
            if (active instanceof AgentProcess agent) {
                pauses += (int) agent.journal().stream()
                        .filter(line -> line.contains("Paused"))
                        .count();
            }
            long[] sent = Stream.concat(
                            Stream.of(begun, ended),
                            capture.advertsOf("a").stream().map(CapturedPacket.Advert::atNanos))
                    .mapToLong(Long::longValue)
                    .filter(at -> at - begun >= 0 && at - ended <= 0)
                    .sorted()
                    .toArray();
            return IntStream.range(1, sent.length)
                            .mapToLong(i -> sent[i] - sent[i - 1])
                            .max()
                            .orElseThrow()
                    / NANOS_PER_MILLI;
        }
    }

    /** How often ours paused in all floods so far. */
    int pauses() {
        return pauses;
    }

    /** How many addresses disappear, as the kernel reports it, though all routers stay Active. */
    double expiredAddresses(VrrpProgram program, int busyLoops, Duration watch) {
        List<Thread> load = new ArrayList<>();
        try (Lab lab = Lab.start("bench-expiry", LabSubnets.DOCUMENTATION, "a")) {
            LabHost host = lab.host("a");
            Measurements.startAll(
                    program,
                    host,
                    IntStream.rangeClosed(1, ALL_ROUTERS)
                            .mapToObj(HostMeasurements::router)
                            .toList());
            ProcessTree monitor = ProcessTree.start(
                    host, lab.folder().resolve("monitor.log"), "ip", "-oneline", "monitor", "address");
            Wait.millis(SETTLE_MILLIS);
            for (int i = 0; i < busyLoops; i++) {
                load.add(Thread.ofPlatform().daemon().start(HostMeasurements::spin));
            }
            Wait.millis(watch.toMillis());
            monitor.signal(Signal.TERMINATE);
            if (monitor.log().contains("receive error")) {
                throw new LabException("ip monitor missed changes of addresses");
            }
            return monitor.log()
                    .lines()
                    .filter(line -> line.startsWith("Deleted"))
                    .count();
        } finally {
            load.forEach(Thread::interrupt);
        }
    }

    private static void spin() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    private static RouterSetup router(int id) {
        List<String> addresses = id <= IPV4_ROUTERS
                ? List.of("198.51.100." + id + "/32")
                : List.of("fe80::1:" + id + "/64", "2001:db8::1:" + id + "/128");
        return RouterSetup.of("192.0.2.200/32")
                .id(id)
                .interval(Duration.ofMillis(250))
                .addresses(addresses);
    }

    /** How long a client gets no answer since something was done to a pair, until all is well again. */
    private static double darkMillis(VrrpProgram program, RouterSetup router, Consumer<ProbedPair> fault) {
        try (ProbedPair pair = ProbedPair.start("bench-host", program, router)) {
            Wait.millis(SETTLE_MILLIS);
            long struck = System.nanoTime();
            fault.accept(pair);
            Wait.millis(SETTLE_MILLIS);
            Wait.until("the client is answered", FORGOTTEN, () -> {
                long second =
                        System.nanoTime() - Duration.ofMillis(SETTLE_MILLIS).toNanos();
                return pair.client().since(second).lost() == 0
                        && pair.client().since(second).sent() > 0;
            });
            pair.client().close();
            return pair.client().since(struck).darkMillis();
        }
    }
}
