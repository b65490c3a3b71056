package dev.virtualip.operator.plan.service;

import dev.virtualip.crds.v1alpha1.HealthCheck;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.model.WantedService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Traffic policy Local: only nodes with a ready endpoint are candidates, and each asks its own kube-proxy whether it
 * still has one, so that a node gives the address up without the API server.
 */
final class LocalTraffic {
    private static final String CHECK = WantedService.LOCAL_CHECK;
    private static final String PATH = "/healthz";
    private static final int WITH_ENDPOINT = 200;
    private static final String PERIOD = "500ms";
    private static final String TIMEOUT = "400ms";

    private LocalTraffic() {}

    /** Returns the member of a group that restricts its candidates; null: none does. */
    static @Nullable ServiceRequest of(ServiceGroup group) {
        return group.members().stream()
                .filter(member -> member.service().local())
                .findFirst()
                .orElse(null);
    }

    /** Returns the nodes that may hold the address; null: every node, also if no node has an endpoint. */
    static @Nullable Set<String> nodes(ServiceGroup group) {
        ServiceRequest local = of(group);
        return local == null || local.service().endpointNodes().isEmpty()
                ? null
                : local.service().endpointNodes();
    }

    /** Returns the health checks of the VirtualIP: those of the pool's template too, which would be replaced else. */
    static List<HealthCheck> checks(ServiceGroup group, @Nullable VirtualIPPoolSpec pool) {
        ServiceRequest local = of(group);
        if (local == null || local.service().healthCheckNodePort() == 0) {
            return List.of();
        }
        List<HealthCheck> checks = new ArrayList<>();
        checks.add(check(local.service().healthCheckNodePort()));
        if (pool != null && pool.template() != null) {
            pool.template().healthChecks().stream()
                    .filter(check -> !CHECK.equals(check.name()))
                    .limit(HealthCheck.MAX - 1)
                    .forEach(checks::add);
        }
        return checks;
    }

    /**
     * Returns what users must know about a Service that is attached to a VirtualIP of theirs.
     *
     * @param virtualIP the name of the VirtualIP
     * @param checks its health checks, also those of its pool's template
     */
    static List<Finding> remarks(WantedService service, String virtualIP, List<HealthCheck> checks) {
        if (!service.local()) {
            return List.of();
        }
        if (service.endpointNodes().isEmpty()) {
            return List.of(ServiceFindings.noEndpoints());
        }
        int port = service.healthCheckNodePort();
        return checks.stream().anyMatch(check -> follows(check, port))
                ? List.of()
                : List.of(ServiceFindings.endpointsNotFollowed(virtualIP, port));
    }

    private static boolean follows(HealthCheck check, int port) {
        HealthCheck.Http http = check.http();
        return http != null
                && Integer.valueOf(port).equals(http.port())
                && check.effectOrDefault() == HealthCheck.Effect.WITHDRAW;
    }

    private static HealthCheck check(int port) {
        return new HealthCheck(
                CHECK,
                new HealthCheck.Http(
                        port, PATH, null, null, null, new HealthCheck.Expect(List.of(WITH_ENDPOINT), null), null),
                null,
                null,
                null,
                null,
                PERIOD,
                TIMEOUT,
                null,
                null,
                HealthCheck.Effect.WITHDRAW,
                null);
    }
}
