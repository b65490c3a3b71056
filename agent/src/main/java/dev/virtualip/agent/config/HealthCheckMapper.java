package dev.virtualip.agent.config;

import dev.virtualip.agent.node.HealthCheckSpec;
import dev.virtualip.agent.node.HealthCheckTarget;
import dev.virtualip.crds.format.Durations;
import dev.virtualip.crds.v1alpha1.HealthCheck;
import java.util.List;
import java.util.Objects;

/** Maps health checks of a document that the rules accepted to specifications, with defaults filled in. */
final class HealthCheckMapper {
    private HealthCheckMapper() {}

    static List<HealthCheckSpec> map(List<HealthCheck> checks) {
        return checks.stream().map(HealthCheckMapper::map).toList();
    }

    private static HealthCheckSpec map(HealthCheck check) {
        return new HealthCheckSpec(
                Objects.requireNonNull(check.name()),
                target(check),
                Durations.parse(check.periodOrDefault()),
                Durations.parse(check.timeoutOrDefault()),
                check.failureThresholdOrDefault(),
                check.successThresholdOrDefault(),
                switch (check.effectOrDefault()) {
                    case WITHDRAW -> HealthCheckSpec.Effect.WITHDRAW;
                    case LOWER -> HealthCheckSpec.Effect.LOWER;
                },
                check.penaltyOrDefault());
    }

    private static HealthCheckTarget target(HealthCheck check) {
        if (check.http() != null) {
            return http(check.http());
        }
        if (check.tcp() != null) {
            return new HealthCheckTarget.Tcp(
                    check.tcp().hostOrDefault(),
                    Objects.requireNonNull(check.tcp().port()));
        }
        if (check.interfaceState() != null) {
            return new HealthCheckTarget.InterfaceUp(
                    Objects.requireNonNull(check.interfaceState().name()));
        }
        HealthCheck.ServiceEndpoint service = check.service();
        if (service != null) {
            return new HealthCheckTarget.Service(
                    Objects.requireNonNull(service.namespace()), Objects.requireNonNull(service.name()));
        }
        HealthCheck.Command command = Objects.requireNonNull(check.command());
        return new HealthCheckTarget.Command(command.argv(), command.user());
    }

    private static HealthCheckTarget http(HealthCheck.Http http) {
        HealthCheck.Expect expect = http.expect();
        return new HealthCheckTarget.Http(
                http.hostOrDefault(),
                Objects.requireNonNull(http.port()),
                http.pathOrDefault(),
                http.schemeOrDefault() == HealthCheck.Http.Scheme.HTTPS,
                http.verifyOrDefault(),
                http.hostHeader(),
                expect == null ? List.of() : expect.status(),
                expect == null ? null : expect.body());
    }
}
