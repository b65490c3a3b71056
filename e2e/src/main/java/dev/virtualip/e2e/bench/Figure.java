package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.daemon.VrrpProgram;
import java.util.List;

/**
 * One thing that is measured, for either program, as often as wanted.
 *
 * @param name what it is, with its unit
 * @param group one of {@code outage}, {@code shutdown}, {@code start}, {@code memory}, {@code load}
 * @param rounds how often for each program
 * @param measurement takes one value
 */
record Figure(String name, String group, int rounds, Measurement measurement) {
    /** Takes one value of a program. */
    @FunctionalInterface
    interface Measurement {
        double of(VrrpProgram program);
    }

    /** The values that one program reached, at least one. */
    record Values(List<Double> values) {
        /** Sorts them. */
        Values {
            values = values.stream().sorted().toList();
        }

        double min() {
            return values.getFirst();
        }

        double max() {
            return values.getLast();
        }

        /** The value that so many of 100 do not exceed. */
        double percentile(int percent) {
            final int all = 100;
            return values.get(Math.max(0, Math.ceilDiv(values.size() * percent, all) - 1));
        }

        double median() {
            int middle = values.size() / 2;
            return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
        }
    }
}
