package dev.virtualip.agent.sim;

import java.util.List;
import java.util.stream.LongStream;

/** Prints the fingerprints of the first stories, so that a test can compare those of several Java processes. */
final class Fingerprints {
    private static final int HOSTS = 3;
    private static final int SEEDS = 12;

    private Fingerprints() {}

    public static void main(String[] args) {
        all().forEach(System.out::println);
    }

    static List<String> all() {
        return LongStream.range(0, SEEDS)
                .mapToObj(seed -> "seed %d: %x".formatted(seed, of(seed, HOSTS)))
                .toList();
    }

    static long of(long seed, int hosts) {
        Simulation simulation = new Simulation(seed, hosts);
        simulation.run();
        return simulation.fingerprint();
    }
}
