package dev.virtualip.e2e.bench;

import dev.virtualip.e2e.bench.Storm.Target;
import dev.virtualip.testkit.kernel.LabException;
import java.util.Locale;

/** Benchmark of an agent's event loop during many watch events: ours only, with a real API server. */
final class StormFigures {
    static final String GROUP = "storm";

    private static final int SECONDS = 30;
    private static final int SHORT_SECONDS = 10;

    private StormFigures() {}

    static void measure(Report report, boolean isShort) {
        try (Storm storm = Storm.start()) {
            for (Target target : Target.values()) {
                add(report, target, storm.measure(target, isShort ? SHORT_SECONDS : SECONDS));
            }
        } catch (LabException e) {
            System.err.println("left out: storm: " + e.getMessage());
        }
    }

    private static void add(Report report, Target target, Storm.Seen seen) {
        report.addOurs(GROUP, target + ": changes/s", seen.changes());
        report.addOurs(GROUP, target + ": events/s", seen.events());
        for (double part : new double[] {0.5, 0.99, 1}) {
            String name = part == 1 ? "max" : String.format(Locale.ROOT, "p%.0f", 100 * part);
            report.addOurs(
                    GROUP,
                    target + ": late " + name + " <=, ms",
                    seen.lateness().bound(part));
        }
        report.addOurs(GROUP, target + ": processor, %", 100 * seen.processor());
        report.addOurs(GROUP, target + ": resident, MiB", seen.mebibytes());
    }
}
