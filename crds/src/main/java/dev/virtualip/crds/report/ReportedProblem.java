package dev.virtualip.crds.report;

import java.util.Comparator;

/**
 * A problem, or a notice, of a report.
 *
 * @param severity how bad it is
 * @param kind VirtualIP, Node or VirtualIPPool
 * @param name the name of the object
 * @param reason one word in camel case
 * @param message the fact
 * @param remedy what to do; empty: the message says it
 */
public record ReportedProblem(
        Severity severity, String kind, String name, String reason, String message, String remedy) {
    /** Orders the worst first, then by name. */
    public static final Comparator<ReportedProblem> WORST_FIRST = Comparator.comparing(ReportedProblem::severity)
            .thenComparing(Comparator.comparing(ReportedProblem::kind).reversed())
            .thenComparing(ReportedProblem::name);
}
