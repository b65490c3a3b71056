package dev.virtualip.e2e.bench;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.NginxProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabRequirements;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.Wait;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Benchmark of many health checks: what they cost, and whether advertisements beside them are later. Ours only. */
final class ChecksFigures {
    static final String GROUP = "checks";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUTERS = 50;
    private static final int CHECKS_EACH = 10;
    private static final int SETTLE_MILLIS = 5000;
    private static final int FULL_MILLIS = 60_000;
    private static final int SHORT_MILLIS = 15_000;
    private static final double NANOS_PER_MINUTE = 60e9;
    private static final double BYTES_PER_MIB = 1 << 20;

    private ChecksFigures() {}

    static void measure(Report report, boolean isShort) {
        List<String> missing = LabRequirements.missing("nginx");
        if (!missing.isEmpty()) {
            System.err.println("left out: checks needs " + String.join(", ", missing));
            return;
        }
        measure(report, 0, isShort ? SHORT_MILLIS : FULL_MILLIS);
        measure(report, CHECKS_EACH, isShort ? SHORT_MILLIS : FULL_MILLIS);
    }

    private static void measure(Report report, int checksEach, int millis) {
        try (Lab lab = Lab.start("bench-checks", LabSubnets.DOCUMENTATION, "a")) {
            LabHost host = lab.host("a");
            NginxProcess nginx = NginxProcess.start(host);
            RouterSetup[] routers = IntStream.rangeClosed(1, ROUTERS)
                    .mapToObj(id -> router(id, checksEach))
                    .toArray(RouterSetup[]::new);
            AgentProcess agent = AgentProcess.start(host, routers);
            Wait.until("all are Active", PATIENCE, () -> host.addresses().size() >= ROUTERS);
            Wait.millis(SETTLE_MILLIS);
            LatenessBuckets latenessBefore = lateness(agent);
            Duration processorBefore = agent.processorTime();
            Duration nginxBefore = nginx.processes().processorTime();
            long start = System.nanoTime();
            Wait.millis(millis);
            double minutes = (System.nanoTime() - start) / NANOS_PER_MINUTE;
            double seconds = agent.processorTime().minus(processorBefore).toMillis() / 1000.0;
            double nginxSeconds =
                    nginx.processes().processorTime().minus(nginxBefore).toMillis() / 1000.0;
            LatenessBuckets late = lateness(agent).since(latenessBefore);
            String title = "%d checks at 1 s, %d routers at 100 ms: ".formatted(ROUTERS * checksEach, ROUTERS);
            report.addOurs(GROUP, title + "CPU s per minute", seconds / minutes);
            report.addOurs(GROUP, title + "CPU of Nginx", nginxSeconds / minutes);
            report.addOurs(GROUP, title + "99 % late at most, ms", late.bound(0.99));
            report.addOurs(GROUP, title + "latest, ms", late.bound(1));
            report.addOurs(GROUP, title + "RSS, MiB", agent.residentBytes() / BYTES_PER_MIB);
        }
    }

    private static RouterSetup router(int id, int checks) {
        RouterSetup router = RouterSetup.of("198.51.100." + id + "/32").id(id);
        if (checks == 0) {
            return router;
        }
        return router.extra(IntStream.range(0, checks)
                .mapToObj(number -> check(id, number))
                .collect(Collectors.joining(", ", "healthChecks: [", "]")));
    }

    /** No two are alike: the agent runs checks with equal settings only once. */
    private static String check(int id, int number) {
        return number % 2 == 0
                ? "{name: http-%2$d, http: {port: 80, path: /%1$d/%2$d, expect: {body: a}}}".formatted(id, number)
                : "{name: tcp-%2$d, tcp: {host: 127.0.%1$d.%2$d, port: 80}}".formatted(id, number);
    }

    private static LatenessBuckets lateness(AgentProcess agent) {
        return LatenessBuckets.of(
                agent.get("/metrics").orElseThrow(() -> new LabException("the agent has no metrics")));
    }
}
