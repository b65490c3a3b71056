package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckTarget;

/** One run of a health check. Used once, on a thread of its own. */
interface Probe {

    /** Runs the check. Ends soon after its thread is interrupted. */
    CheckResult run();

    /** What it is doing, as the end of a sentence: "connecting to 127.0.0.1:80". Called on any thread. */
    String activity();

    /** A probe of a target. */
    static Probe of(HealthCheckTarget target, ServiceEndpoints services) {
        return switch (target) {
            case HealthCheckTarget.Http http -> new HttpProbe(http);
            case HealthCheckTarget.Tcp tcp -> new TcpProbe(tcp);
            case HealthCheckTarget.InterfaceUp link -> new InterfaceProbe(link.name());
            case HealthCheckTarget.Service service -> new ServiceProbe(service, services);
            case HealthCheckTarget.Command ignored ->
                throw new IllegalArgumentException("a command is run by CommandProbe");
        };
    }
}
