package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Specifications of health checks for tests. */
final class HealthSpecs {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;

    private HealthSpecs() {}

    /** A check with thresholds of 2. */
    static HealthCheckSpec of(String name, HealthCheckTarget target, long periodMillis, long timeoutMillis) {
        return new HealthCheckSpec(
                name, target, periodMillis * MILLI, timeoutMillis * MILLI, 2, 2, HealthCheckSpec.Effect.WITHDRAW, 50);
    }

    static HealthCheckTarget.Tcp tcp(int port) {
        return new HealthCheckTarget.Tcp("127.0.0.1", port);
    }

    static HealthCheckTarget.Http http(int port, @Nullable String body, Integer... status) {
        return new HealthCheckTarget.Http(
                "127.0.0.1", port, "/healthz", false, true, "example.org", List.of(status), body);
    }

    static HealthCheckTarget.Http https(int port, boolean verify, @Nullable String hostHeader) {
        return new HealthCheckTarget.Http("127.0.0.1", port, "/", true, verify, hostHeader, List.of(), null);
    }

    static HealthCheckTarget.Command command(String... argv) {
        return new HealthCheckTarget.Command(List.of(argv), null);
    }

    static HealthCheckTarget.Command shell(String script) {
        return command("/bin/sh", "-c", script);
    }
}
