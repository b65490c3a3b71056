package dev.virtualip.agent.sim;

import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.RouterSettings;
import dev.virtualip.agent.vrrp.State;
import dev.virtualip.agent.vrrp.Step;
import dev.virtualip.agent.vrrp.Timing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** One story, all of it from one seed: rounds of faults, each followed by a quiet in which the order must come back. */
final class Simulation {
    private static final int ROUNDS = 2;
    private static final int FAULTY_INTERVALS = 60;
    private static final int REMEMBERED = 60;
    private static final long MARGIN_NANOS = 100_000_000L;

    private record Entry(long atNanos, Host host, Event event, Step step) {
        @Override
        public String toString() {
            return "%.6f %s: %s%n    -> %s".formatted(atNanos / 1e9, host.name(), event, step);
        }
    }

    private final Schedule schedule = new Schedule();
    private final List<Host> hosts = new ArrayList<>();
    private final Deque<Entry> journal = new ArrayDeque<>();
    private final Invariants invariants = new Invariants(schedule, hosts);
    private final Chaos chaos;
    private final Lineup lineup;
    private long longestQuietNanos;
    private long fingerprint;

    Simulation(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        lineup = new Lineup(random.split());
        World world = new World(schedule, new VirtualLan(schedule, random.split()), this::saw);
        for (int number = 1; number <= size; number++) {
            Host host = new Host("h" + number, world, lineup.machine(number), lineup.settings(number));
            world.lan().attach(host);
            hosts.add(host);
        }
        chaos = new Chaos(world, hosts, lineup, random.split());
    }

    /** Tells the story; throws an AssertionError at the first event after which an invariant does not hold. */
    void run() {
        try {
            hosts.forEach(Host::start);
            for (int round = 0; round < ROUNDS; round++) {
                long calm = schedule.now() + FAULTY_INTERVALS * lineup.intervalNanos();
                chaos.unleash(calm);
                schedule.runUntil(calm, invariants::checkAlways);
                chaos.calm();
                schedule.runUntil(schedule.now() + quietNanos(), invariants::checkAlways);
                invariants.checkAfterQuiet();
            }
        } catch (AssertionError violated) {
            throw new AssertionError(story() + violated.getMessage(), violated);
        }
    }

    /** Two of the longest Active_Down_Interval, a release, a held preemption, and an address lifetime. */
    private long quietNanos() {
        for (Host host : hosts) {
            RouterSettings settings = host.settings();
            long interval = hosts.stream()
                    .mapToLong(other -> other.settings().advertisementIntervalNanos())
                    .max()
                    .orElseThrow();
            long release = Math.max(settings.stopGraceNanos(), interval + MARGIN_NANOS);
            long down = Timing.activeDownNanos(settings.version(), settings.priority(), interval);
            long quiet = 2 * down
                    + release
                    + settings.preemption().delayNanos()
                    + host.kernel().lifetimeNanos();
            longestQuietNanos = Math.max(longestQuietNanos, quiet);
        }
        return longestQuietNanos;
    }

    private void saw(Host host, State before, Event event, Step step) {
        fingerprint = 31 * fingerprint + Objects.hash(schedule.now(), host.name(), event, step);
        journal.add(new Entry(schedule.now(), host, event, step));
        if (journal.size() > REMEMBERED) {
            journal.remove();
        }
        invariants.checkStep(before, step);
    }

    /** A number that two different stories hardly share. */
    long fingerprint() {
        return fingerprint;
    }

    private String story() {
        return journal.stream().map(entry -> entry + "\n").collect(Collectors.joining());
    }
}
