package dev.virtualip.agent.health;

import dev.virtualip.agent.node.HealthCheckTarget;
import java.util.function.Consumer;

/**
 * Check of a Kubernetes Service: it has a ready endpoint on this node.
 *
 * @param service the Service
 * @param endpoints knows the endpoints
 */
record ServiceProbe(HealthCheckTarget.Service service, ServiceEndpoints endpoints) implements Probe {

    @Override
    public void start(Consumer<CheckResult> ended) {
        ended.accept(result());
    }

    @Override
    public void stop() {
        // Its result has come with the start.
    }

    private CheckResult result() {
        return switch (endpoints.of(service)) {
            case UNKNOWN -> CheckResult.UNDECIDED;
            case READY -> CheckResult.PASSED;
            case ABSENT ->
                new CheckResult.Failed("Service %s in namespace %s has no ready endpoint on this node"
                        .formatted(service.name(), service.namespace()));
        };
    }

    @Override
    public String activity() {
        return "looking up Service " + service.namespace() + "/" + service.name();
    }
}
