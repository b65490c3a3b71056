package dev.virtualip.agent.report.log;

import dev.virtualip.agent.node.HealthCheckChange;
import java.util.List;

/** Log line of a changed verdict: "Health check nginx of ingress failed: connection refused by 127.0.0.1:80 …". */
final class HealthCheckText {
    private static final int ROUTERS_SHOWN = 3;

    private HealthCheckText() {}

    static String of(HealthCheckChange change) {
        int inRow = change.resultsInRow();
        return "Health check %s of %s %s (%s)."
                .formatted(
                        change.healthCheck(),
                        routers(change.virtualRouters()),
                        change.healthy() ? "passed" : "failed: " + change.error(),
                        change.healthy() ? count(inRow, "success", "successes") : count(inRow, "failure", "failures"));
    }

    private static String routers(List<String> names) {
        int more = names.size() - ROUTERS_SHOWN;
        return more > 0
                ? String.join(", ", names.subList(0, ROUTERS_SHOWN)) + " and " + more + " more"
                : String.join(", ", names);
    }

    private static String count(int inRow, String one, String many) {
        return inRow == 1 ? "1 " + one : inRow + " " + many + " in a row";
    }
}
