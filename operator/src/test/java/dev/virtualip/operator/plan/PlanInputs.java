package dev.virtualip.operator.plan;

import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.IpFamily;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.WantedService;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small inputs of the planner. */
public final class PlanInputs {
    public static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
    public static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private PlanInputs() {}

    static WantedVirtualIP virtualIP(String name, String... addresses) {
        return virtualIP(name, spec(addresses));
    }

    static WantedVirtualIP virtualIP(String name, VirtualIPSpec spec) {
        return new WantedVirtualIP(name, "uid-" + name, 1, LONG_AGO, Map.of(), spec, VirtualIPStatus.none());
    }

    static VirtualIPSpec spec(String... addresses) {
        return VirtualIPSpec.builder().addresses(Arrays.asList(addresses)).build();
    }

    static ObservedNode node(String name) {
        return new ObservedNode(name, Map.of(), Map.of(), List.of(), false, false, true, LONG_AGO, null);
    }

    /** A VRRPRouter with an empty spec, reported on, with one interface. */
    static ObservedRouter router(String interfaceName, String... addresses) {
        return new ObservedRouter(
                "uid",
                1,
                LONG_AGO,
                "",
                VRRPRouterSpec.of(List.of()),
                new VRRPRouterStatus(
                        1L,
                        List.of(new InterfaceStatus(interfaceName, true, null, Arrays.asList(addresses))),
                        List.of(),
                        List.of(),
                        List.of()));
    }

    static WantedService service(String name, int port, Map<String, String> annotations, List<String> ingress) {
        return service(name, port, annotations, ingress, false, 0, Set.of());
    }

    /** A Service of the namespace a with the traffic policy Local. */
    static WantedService localService(String name, int healthCheckNodePort, Set<String> endpointNodes) {
        return service(name, 80, Map.of(), List.of(), true, healthCheckNodePort, endpointNodes);
    }

    private static WantedService service(
            String name,
            int port,
            Map<String, String> annotations,
            List<String> ingress,
            boolean local,
            int healthCheckNodePort,
            Set<String> endpointNodes) {
        return new WantedService(
                "a",
                name,
                "uid-" + name,
                LONG_AGO,
                Map.of(),
                annotations,
                Map.of(),
                false,
                List.of(),
                true,
                null,
                null,
                List.of(IpFamily.IPV4),
                "SingleStack",
                List.of(new WantedService.Port("TCP", port)),
                Map.of("app", name),
                local,
                healthCheckNodePort,
                endpointNodes,
                ingress);
    }
}
