package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckTarget;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prints the processor time of 500 health checks at 1 s; arguments: the port of a server, seconds. */
final class HealthCheckLoad {
    private static final int CHECKS = 500;

    private HealthCheckLoad() {}

    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        RecordedVerdicts verdicts = new RecordedVerdicts();
        try (HealthCheckRunner runner = HealthCheckRunner.start("node-a", ServiceEndpoints.NONE, verdicts)) {
            Map<String, List<HealthCheckSpec>> routers = new HashMap<>();
            for (int i = 0; i < CHECKS; i++) {
                HealthCheckTarget target =
                        new HealthCheckTarget.Http("127.0.0.1", port, "/" + i, false, true, null, List.of(), null);
                routers.put("router-" + i, List.of(HealthSpecs.of("nginx", target, 1000, 500)));
            }
            runner.configured(routers);
            RecordedVerdicts.await(() -> verdicts.changes().size() >= CHECKS);
            for (int i = 0; i < seconds / 10; i++) {
                long before = cpuNanos();
                long began = System.nanoTime();
                Thread.sleep(10_000);
                System.out.printf(
                        "%d checks at 1 s: %.1f %% of one CPU, %d verdicts%n",
                        CHECKS,
                        100.0 * (cpuNanos() - before) / (System.nanoTime() - began),
                        verdicts.changes().size());
            }
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
