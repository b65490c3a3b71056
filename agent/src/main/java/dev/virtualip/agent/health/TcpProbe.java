package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckTarget;
import java.io.IOException;

/** Check of a TCP server: a connection can be opened. */
final class TcpProbe implements Probe {
    private final CheckConnection connection;

    TcpProbe(HealthCheckTarget.Tcp target) {
        connection = new CheckConnection(target.host(), target.port());
    }

    @Override
    public CheckResult run() {
        try {
            connection.open().close();
            return CheckResult.PASSED;
        } catch (IOException e) {
            return new CheckResult.Failed(connection.describe(e));
        }
    }

    @Override
    public String activity() {
        return "connecting to " + connection;
    }
}
