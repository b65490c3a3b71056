package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.kernel.LabException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Benchmark of many VirtualIPs applied at once: ours only, with a real API server. */
final class BurstFigures {
    static final String GROUP = "burst";

    private static final int COUNT = 238;
    private static final int ROUNDS = 3;

    private BurstFigures() {}

    static void measure(Report report, boolean isShort) {
        List<Burst.Seconds> all = new ArrayList<>();
        Burst.Rebalanced rebalanced;
        try (Burst burst = Burst.start(COUNT)) {
            for (int round = 0; round < (isShort ? 1 : ROUNDS); round++) {
                all.add(burst.measure());
                burst.clear();
            }
            rebalanced = burst.rebalance();
        } catch (LabException e) {
            System.err.println("left out: burst: " + e.getMessage());
            return;
        }
        add(report, "applied to last answer, s", all, Burst.Seconds::answered);
        add(report, "applied to last Ready, s", all, Burst.Seconds::ready);
        add(report, "moved at the start", all, Burst.Seconds::moved);
        add(report, "with a move in status", all, Burst.Seconds::counted);
        add(report, "most loaded node / mean", all, Burst.Seconds::unevenness);
        add(report, "a third node comes: even after, s", List.of(rebalanced), Burst.Rebalanced::even);
        add(report, "… of 20 probed addresses moved", List.of(rebalanced), Burst.Rebalanced::moved);
        add(report, "… probes lost", List.of(rebalanced), Burst.Rebalanced::lost);
    }

    private static <T> void add(Report report, String name, List<T> all, ToDoubleFunction<T> value) {
        report.add(
                COUNT + " at once: " + name,
                GROUP,
                new Figure.Values(all.stream().mapToDouble(value).boxed().toList()));
    }
}
