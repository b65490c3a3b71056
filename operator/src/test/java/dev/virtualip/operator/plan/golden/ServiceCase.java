package dev.virtualip.operator.plan.golden;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.IpFamily;
import dev.virtualip.operator.plan.PlanInputs;
import dev.virtualip.operator.plan.model.ServicePlan.OwnedVirtualIP;
import dev.virtualip.operator.plan.model.ServicePlan.ServiceVerdict;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.model.WantedService.Port;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A Service as a golden file has it; what it leaves out is as it is for a plain Service of port 80. */
record ServiceCase(
        @Nullable String createdAt,
        @Nullable Map<String, String> labels,
        @Nullable Map<String, String> annotations,
        @Nullable Map<String, String> namespaceLabels,
        @Nullable Boolean deleting,
        @Nullable List<String> finalizers,
        @Nullable Boolean loadBalancer,
        @Nullable String loadBalancerClass,
        @Nullable String loadBalancerIP,
        @Nullable List<IpFamily> ipFamilies,
        @Nullable String ipFamilyPolicy,
        @Nullable List<String> ports,
        @Nullable Map<String, String> selector,
        @Nullable Integer healthCheckNodePort,
        @Nullable Set<String> endpointNodes,
        @Nullable List<String> ingress) {

    /** Reads a Service; one with a healthCheckNodePort has traffic policy Local. */
    WantedService service(String key) {
        String[] names = key.split("/", -1);
        return new WantedService(
                names[0],
                names[1],
                "uid-" + key,
                createdAt == null ? PlanInputs.LONG_AGO : Instant.parse(createdAt),
                Objects.requireNonNullElse(labels, Map.of()),
                Objects.requireNonNullElse(annotations, Map.of()),
                Objects.requireNonNullElse(namespaceLabels, Map.of()),
                Boolean.TRUE.equals(deleting),
                Objects.requireNonNullElse(finalizers, List.of()),
                !Boolean.FALSE.equals(loadBalancer),
                loadBalancerClass,
                loadBalancerIP,
                Objects.requireNonNullElse(ipFamilies, List.of(IpFamily.IPV4)),
                Objects.requireNonNullElse(ipFamilyPolicy, "SingleStack"),
                (ports == null ? List.of("80/TCP") : ports)
                        .stream().map(ServiceCase::port).toList(),
                Objects.requireNonNullElse(selector, Map.of("app", names[1])),
                healthCheckNodePort != null,
                Objects.requireNonNullElse(healthCheckNodePort, 0),
                Objects.requireNonNullElse(endpointNodes, Set.of()),
                Objects.requireNonNullElse(ingress, List.of()));
    }

    private static Port port(String text) {
        List<String> parts = Arrays.asList(text.split("/", -1));
        return new Port(parts.getLast(), Integer.parseInt(parts.getFirst()));
    }

    /** A verdict on a Service as a golden file has it. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record ServiceVerdictText(
            @Nullable String virtualIP,
            @Nullable Boolean served,
            List<String> addresses,
            @Nullable String refused,
            List<String> remarks) {
        static ServiceVerdictText of(ServiceVerdict verdict) {
            return new ServiceVerdictText(
                    verdict.virtualIP(),
                    verdict.served() ? null : Boolean.FALSE,
                    verdict.addresses(),
                    verdict.refusal() == null ? null : text(verdict.refusal()),
                    verdict.remarks().stream().map(ServiceVerdictText::text).toList());
        }

        private static String text(Finding finding) {
            return finding.reason() + ": " + finding.message();
        }
    }

    /** A VirtualIP of the operator as a golden file has it. */
    record Owned(Map<String, String> labels, Map<String, String> annotations, VirtualIPSpec spec) {
        static Owned of(OwnedVirtualIP owned) {
            return new Owned(new TreeMap<>(owned.labels()), new TreeMap<>(owned.annotations()), owned.spec());
        }
    }
}
