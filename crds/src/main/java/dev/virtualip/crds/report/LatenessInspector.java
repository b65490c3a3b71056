package dev.virtualip.crds.report;

import dev.virtualip.crds.format.Durations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges how late the advertisements of a node left. */
final class LatenessInspector {
    /** The delay that is worth a notice: a fifth of the default interval of a VirtualIP. */
    private static final long LATE_NANOS = 50_000_000;

    private LatenessInspector() {}

    /**
     * Returns a notice if the node was late.
     *
     * @param lateness the largest delay lately, as a duration; null: not known
     */
    static List<ReportedProblem> problems(String node, @Nullable String lateness) {
        if (lateness == null || nanos(lateness) <= LATE_NANOS) {
            return List.of();
        }
        return List.of(new ReportedProblem(
                Severity.NOTICE,
                "Node",
                node,
                "AdvertisementsLate",
                ("In the last ten minutes an advertisement left up to %s late; a delay of three intervals causes a"
                                + " failover")
                        .formatted(lateness),
                "Give the agent more CPU or real-time priority, or use a longer advertisementInterval; find out whether"
                        + " the host stalls: disk, memory, hypervisor"));
    }

    private static long nanos(String lateness) {
        try {
            return Durations.parse(lateness);
        } catch (IllegalArgumentException _) {
            // A status that another version wrote.
            return 0;
        }
    }
}
