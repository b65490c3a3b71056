package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckTarget;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs single probes to their end. */
final class Probes {
    private static final int PATIENCE_SECONDS = 30;

    private Probes() {}

    /** Result of a check by HTTP or HTTPS. */
    static CheckResult run(HealthCheckTarget.Http target) {
        if (target.https()) {
            return new TlsProbe(target).run();
        }
        CheckConnection connection = new CheckConnection(target.host(), target.port());
        return run(connection, new HttpExpectation(target, connection));
    }

    /** Result of a check by TCP. */
    static CheckResult run(HealthCheckTarget.Tcp target) {
        return run(new CheckConnection(target.host(), target.port()), null);
    }

    private static CheckResult run(CheckConnection connection, @Nullable HttpExpectation expectation) {
        CheckLoop loop = new CheckLoop(() -> Long.MAX_VALUE);
        CompletableFuture<CheckResult> result = new CompletableFuture<>();
        loop.execute(() -> new SocketProbe(loop, connection, expectation).start(result::complete));
        loop.start();
        try {
            return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the probe has no result", e);
        } finally {
            loop.execute(loop::stop);
        }
    }
}
