package dev.virtualip.operator.plan.golden;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.virtualip.crds.v1alpha1.HeardVirtualRouter;
import dev.virtualip.crds.v1alpha1.InterfaceStatus;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec;
import dev.virtualip.crds.v1alpha1.VRRPRouterStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolStatus.ForeignAddress;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.crds.v1alpha1.VirtualRouterStatus;
import dev.virtualip.operator.plan.PlanInputs;
import dev.virtualip.operator.plan.Planner;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Observed;
import dev.virtualip.operator.plan.model.Observed.ObservedNode;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Observed.Taint;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.ServiceOptions;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.WantedServices;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An input of the planner as a golden file has it; what it leaves out is as it is when all is well.
 *
 * @param say what it shows
 * @param virtualIPs what is wanted
 * @param pools the pools
 * @param nodes the nodes
 * @param orphans VRRPRouters whose Node is gone
 * @param secretKeys what may be referred to
 * @param moveOnCordon whether cordoned nodes give way
 * @param services the Services of type LoadBalancer, by namespace/name; null: they are not read
 * @param servicesEnabled whether any Services are served
 * @param classless whether Services without a class are served
 * @param adopt whether Services without a class that have an address of a pool are taken over
 * @param foreignAnnotations whether the annotations of others are read
 * @param foreign the foreign addresses that the statuses of the pools record
 */
record PlanCase(
        String say,
        @Nullable Map<String, WantedCase> virtualIPs,
        @Nullable Map<String, VirtualIPPoolSpec> pools,
        Map<String, NodeCase> nodes,
        @Nullable Map<String, NodeCase> orphans,
        @Nullable Set<String> secretKeys,
        @Nullable Boolean moveOnCordon,
        @Nullable Map<String, ServiceCase> services,
        @Nullable Boolean servicesEnabled,
        @Nullable Boolean classless,
        @Nullable Boolean adopt,
        @Nullable Boolean foreignAnnotations,
        @Nullable Map<String, List<ForeignAddress>> foreign) {

    record WantedCase(
            @Nullable String createdAt,
            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> annotations,
            VirtualIPSpec spec,
            @Nullable VirtualIPStatus status) {}

    /**
     * A node.
     *
     * @param silent whether its agent has not reported
     * @param createdAt when its VRRPRouter was created
     * @param named what its VRRPRouter names
     * @param reported what its agent reports
     */
    record NodeCase(
            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> annotations,
            @Nullable List<Taint> taints,
            @Nullable Boolean cordoned,
            @Nullable Boolean deleting,
            @Nullable Boolean ready,
            @Nullable String readySince,
            @Nullable Boolean agentPodReady,
            @Nullable Boolean silent,
            @Nullable String createdAt,
            @Nullable Long generation,
            @Nullable Long observedGeneration,
            @Nullable String unconfirmed,
            @Nullable Map<String, List<String>> interfaces,
            @Nullable List<VirtualRouter> named,
            @Nullable List<VirtualRouterStatus> reported,
            @Nullable List<HeardVirtualRouter> heard) {

        ObservedNode node(String name) {
            return new ObservedNode(
                    name,
                    orEmpty(labels),
                    orEmpty(annotations),
                    taints == null ? List.of() : taints,
                    Boolean.TRUE.equals(cordoned),
                    Boolean.TRUE.equals(deleting),
                    !Boolean.FALSE.equals(ready),
                    readySince == null ? PlanInputs.LONG_AGO : Instant.parse(readySince),
                    agentPodReady);
        }

        ObservedRouter router() {
            long now = generation == null ? 1 : generation;
            VRRPRouterStatus status = new VRRPRouterStatus(
                    observedGeneration == null ? Long.valueOf(now) : observedGeneration,
                    new TreeMap<>(orEmpty(interfaces))
                            .entrySet().stream()
                                    .map(entry -> new InterfaceStatus(entry.getKey(), true, null, entry.getValue()))
                                    .toList(),
                    reported == null ? List.of() : reported,
                    heard == null ? List.of() : heard,
                    List.of());
            return new ObservedRouter(
                    "uid",
                    now,
                    createdAt == null ? PlanInputs.LONG_AGO : Instant.parse(createdAt),
                    Objects.requireNonNullElse(unconfirmed, ""),
                    VRRPRouterSpec.of(named == null ? List.of() : named),
                    Boolean.TRUE.equals(silent) ? null : status);
        }
    }

    Desired desired() {
        return new Desired(
                orEmpty(virtualIPs).entrySet().stream()
                        .map(entry -> wanted(entry.getKey(), entry.getValue()))
                        .toList(),
                pools == null ? Map.of() : pools,
                wantedServices(),
                Set.of());
    }

    private WantedServices wantedServices() {
        return services == null
                ? WantedServices.NONE
                : new WantedServices(
                        services.entrySet().stream()
                                .map(entry -> entry.getValue().service(entry.getKey()))
                                .toList(),
                        new ServiceOptions(
                                !Boolean.FALSE.equals(servicesEnabled),
                                !Boolean.FALSE.equals(classless),
                                Boolean.TRUE.equals(adopt),
                                !Boolean.FALSE.equals(foreignAnnotations)));
    }

    Observed observed() {
        Map<String, ObservedRouter> routers = new HashMap<>();
        nodes.forEach((name, node) -> routers.put(name, node.router()));
        orEmpty(orphans).forEach((name, node) -> routers.put(name, node.router()));
        return new Observed(
                nodes.entrySet().stream()
                        .map(entry -> entry.getValue().node(entry.getKey()))
                        .toList(),
                routers,
                secretKeys == null ? Set.of() : secretKeys,
                !Boolean.FALSE.equals(moveOnCordon),
                null,
                orEmpty(foreign));
    }

    /** The plan as a golden file has it. */
    Outcome outcome() {
        return Outcome.of(Planner.plan(desired(), observed(), PlanInputs.NOW));
    }

    private static WantedVirtualIP wanted(String name, WantedCase wanted) {
        return new WantedVirtualIP(
                name,
                "uid-" + name,
                1,
                wanted.createdAt() == null ? PlanInputs.LONG_AGO : Instant.parse(wanted.createdAt()),
                orEmpty(wanted.labels()),
                orEmpty(wanted.annotations()),
                wanted.spec(),
                wanted.status() == null ? VirtualIPStatus.none() : wanted.status());
    }

    private static <T> Map<String, T> orEmpty(@Nullable Map<String, T> map) {
        return map == null ? Map.of() : map;
    }

    /** A plan as a golden file has it. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonPropertyOrder({
        "routers",
        "unconfirmed",
        "removable",
        "verdicts",
        "nextLookAt",
        "drains",
        "services",
        "owned",
        "obsolete",
        "foreign"
    })
    record Outcome(
            SortedMap<String, List<VirtualRouter>> routers,
            SortedMap<String, String> unconfirmed,
            List<String> removable,
            SortedMap<String, VerdictText> verdicts,
            @Nullable String nextLookAt,
            SortedMap<String, String> drains,
            SortedMap<String, ServiceCase.ServiceVerdictText> services,
            SortedMap<String, ServiceCase.Owned> owned,
            List<String> obsolete,
            SortedMap<String, List<ForeignAddress>> foreign) {

        static Outcome of(Plan plan) {
            SortedMap<String, List<VirtualRouter>> routers = new TreeMap<>();
            plan.routers().forEach((node, spec) -> {
                if (!spec.virtualRouters().isEmpty()) {
                    routers.put(node, spec.virtualRouters());
                }
            });
            SortedMap<String, VerdictText> verdicts = new TreeMap<>();
            plan.verdicts().forEach((name, verdict) -> verdicts.put(name, VerdictText.of(verdict)));
            SortedMap<String, String> drains = new TreeMap<>();
            plan.drains()
                    .forEach((node, drain) ->
                            drains.put(node, drain.text() + (drain.blocked().isEmpty() ? "" : " " + drain.blocked())));
            SortedMap<String, ServiceCase.ServiceVerdictText> services = new TreeMap<>();
            plan.services()
                    .verdicts()
                    .forEach((key, verdict) -> services.put(key, ServiceCase.ServiceVerdictText.of(verdict)));
            SortedMap<String, ServiceCase.Owned> owned = new TreeMap<>();
            plan.services().virtualIPs().forEach((name, one) -> owned.put(name, ServiceCase.Owned.of(one)));
            SortedMap<String, List<ForeignAddress>> foreign = new TreeMap<>();
            plan.pools().forEach((pool, usage) -> {
                if (!usage.foreign().isEmpty()) {
                    foreign.put(pool, usage.foreign());
                }
            });
            return new Outcome(
                    routers,
                    plan.unconfirmed(),
                    plan.removable().stream().sorted().toList(),
                    verdicts,
                    plan.nextLookAt() == null ? null : plan.nextLookAt().toString(),
                    drains,
                    services,
                    owned,
                    List.copyOf(plan.services().obsolete()),
                    foreign);
        }
    }

    /** A verdict without what can be read in the specs. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record VerdictText(
            List<String> routers,
            @Nullable String refused,
            List<String> pending,
            @Nullable String move,
            List<String> remarks) {
        static VerdictText of(Verdict verdict) {
            return new VerdictText(
                    verdict.routers().stream()
                            .map(router -> "%s ID %d on %s%s"
                                    .formatted(
                                            router.name(),
                                            router.virtualRouterID(),
                                            router.candidates().stream()
                                                    .map(one -> "%s %s %d"
                                                            .formatted(one.node(), one.interfaceName(), one.priority()))
                                                    .toList(),
                                            router.sharedWith().isEmpty() ? "" : " with " + router.sharedWith()))
                            .toList(),
                    verdict.refusal() == null ? null : text(verdict.refusal()),
                    verdict.pending().stream().map(VerdictText::text).toList(),
                    verdict.move() == null
                            ? null
                            : "%s to %s: %s"
                                    .formatted(
                                            verdict.move().phase().text(),
                                            verdict.move().to(),
                                            verdict.move().message()),
                    verdict.remarks().stream().map(VerdictText::text).toList());
        }

        private static String text(Verdict.Finding finding) {
            return finding.reason() + ": " + finding.message();
        }
    }
}
