package dev.virtualip.operator.status.service;

import dev.virtualip.crds.condition.Condition;
import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.condition.ConditionStatus;
import dev.virtualip.crds.condition.ConditionType;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.RouterSummary;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.ServicePlan.OwnedVirtualIP;
import dev.virtualip.operator.plan.model.ServicePlan.ServiceVerdict;
import dev.virtualip.operator.plan.model.ServiceState;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import dev.virtualip.operator.status.service.ServiceChange.Phase;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of a served Service: which of its addresses it may show, and what its condition says.
 *
 * @param phase how far it is
 * @param ingress the addresses in its status
 * @param finding what the condition says; null: nothing yet
 * @param remarks the findings that users should know although the address answers
 * @param nodes the nodes that answer
 * @param nextLookAt when the condition changes without a new report; null: never
 */
record ServiceView(
        Phase phase,
        List<String> ingress,
        @Nullable Finding finding,
        List<Verdict.Finding> remarks,
        String nodes,
        @Nullable Instant nextLookAt) {

    /** The time for which a new Service shows no condition: within it most get their address. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    /** The reasons for which an address does not answer for a moment; a condition that holds stays. */
    private static final Set<ConditionReason> TRANSIENT =
            Set.of(ConditionReason.ELECTING, ConditionReason.WAITING_FOR_NODES, ConditionReason.ACTIVE_ELSEWHERE);

    /**
     * The content of a condition.
     *
     * @param holds whether it is True
     * @param reason one word in camel case
     * @param message the message for users
     */
    record Finding(boolean holds, String reason, String message) {}

    /** Copies the lists. */
    ServiceView {
        ingress = List.copyOf(ingress);
        remarks = List.copyOf(remarks);
    }

    static ServiceView of(ServiceInput input, WantedService service, ServiceState state, ServiceVerdict verdict) {
        String name = verdict.virtualIP();
        VirtualIPStatus status = name == null ? null : input.statuses().apply(name);
        List<String> answering = answering(verdict.addresses(), status);
        boolean foreign = state.foreignIngress() && !verdict.addresses().containsAll(state.ingress());
        List<String> ingress = foreign
                ? state.ingress()
                : verdict.addresses().stream()
                        .filter(address -> state.ingress().contains(address) || answering.contains(address))
                        .toList();
        boolean complete = !foreign
                && !ingress.isEmpty()
                && ingress.size() == verdict.addresses().size();
        Finding found = foreign
                ? foreignIngress(state)
                : isTakenName(input, name)
                        ? takenName(Objects.requireNonNull(name))
                        : verdict.refusal() == null
                                ? finding(verdict, name, status, complete)
                                : new Finding(
                                        false,
                                        verdict.refusal().reason(),
                                        verdict.refusal().message());
        Instant quietUntil = service.createdAt().plus(QUIET);
        boolean holdsStill = isTransient(found)
                && (isTrue(state.condition()) ? complete : input.now().isBefore(quietUntil));
        Phase phase = complete && verdict.refusal() == null
                ? Phase.ASSIGNED
                : isTransient(found) || isWaiting(found) ? Phase.PENDING : Phase.REFUSED;
        return new ServiceView(
                phase,
                ingress,
                holdsStill ? null : found,
                verdict.remarks(),
                nodes(status),
                holdsStill && !isTrue(state.condition()) ? quietUntil : null);
    }

    /** The addresses for which a node answers. */
    private static List<String> answering(List<String> addresses, @Nullable VirtualIPStatus status) {
        if (status == null) {
            return List.of();
        }
        Set<InetAddress> present = ReadableAddresses.of(status.addresses());
        Set<String> families = status.virtualRouters().stream()
                .filter(router -> router.activeNode() != null)
                .map(RouterSummary::family)
                .collect(Collectors.toSet());
        List<String> answering = new ArrayList<>(addresses.size());
        for (String address : addresses) {
            String family = address.indexOf(':') < 0 ? "IPv4" : "IPv6";
            if (families.contains(family) && present.containsAll(ReadableAddresses.of(List.of(address)))) {
                answering.add(address);
            }
        }
        return answering;
    }

    private static Finding finding(
            ServiceVerdict verdict, @Nullable String name, @Nullable VirtualIPStatus status, boolean complete) {
        Condition accepted = condition(status, ConditionType.ACCEPTED);
        Condition ready = condition(status, ConditionType.READY);
        if (name == null || ready == null) {
            return waiting("Waiting for VirtualIP " + name);
        }
        if (accepted != null && !isTrue(accepted)) {
            return new Finding(false, accepted.reason(), "VirtualIP %s: %s".formatted(name, accepted.message()));
        }
        Verdict.Finding noEndpoints = verdict.remarks().stream()
                .filter(remark -> ConditionReason.NO_ENDPOINTS.is(remark.reason()))
                .findFirst()
                .orElse(null);
        if (noEndpoints != null) {
            return new Finding(false, noEndpoints.reason(), noEndpoints.message());
        }
        if (!isTrue(ready)) {
            return new Finding(false, ready.reason(), "VirtualIP %s: %s".formatted(name, ready.message()));
        }
        if (!complete) {
            return waiting("Waiting for the first answer of VirtualIP " + name);
        }
        String remarks = verdict.remarks().stream()
                .map(remark -> "; " + remark.message())
                .collect(Collectors.joining());
        return new Finding(
                true,
                ConditionReason.ACTIVE.text(),
                "%s: one node answers, see VirtualIP %s%s"
                        .formatted(String.join(", ", verdict.addresses()), name, remarks));
    }

    private static Finding waiting(String message) {
        return new Finding(false, ConditionReason.WAITING_FOR_NODES.text(), message);
    }

    private static Finding foreignIngress(ServiceState state) {
        return new Finding(
                false,
                ConditionReason.OTHER_IMPLEMENTATION.text(),
                ("Another load balancer wrote %s into the status of this Service, which stays. Let only one of them"
                                + " serve it: set spec.loadBalancerClass, or services.classless=false in the chart")
                        .formatted(String.join(", ", state.ingress())));
    }

    /** Whether a user has a VirtualIP with the name that the operator would give its own. */
    private static boolean isTakenName(ServiceInput input, @Nullable String name) {
        WantedVirtualIP present = name == null ? null : input.virtualIPs().get(name);
        return present != null
                && input.plan().services().virtualIPs().containsKey(name)
                && !present.labels().containsKey(OwnedVirtualIP.SERVICE_NAME);
    }

    private static Finding takenName(String name) {
        return new Finding(
                false,
                ConditionReason.NAME_TAKEN.text(),
                ("VirtualIP %s exists and is not the operator's, so it is not overwritten: rename it, or attach the"
                                + " Service to it with the annotation virtualip.dev/virtual-ip")
                        .formatted(name));
    }

    private static String nodes(@Nullable VirtualIPStatus status) {
        return status == null
                ? ""
                : status.virtualRouters().stream()
                        .map(RouterSummary::activeNode)
                        .filter(Objects::nonNull)
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    private static boolean isTransient(Finding finding) {
        return !finding.holds() && TRANSIENT.stream().anyMatch(reason -> reason.is(finding.reason()));
    }

    private static boolean isWaiting(Finding finding) {
        return finding.holds() || ConditionReason.WAITING_FOR_NODES.is(finding.reason());
    }

    private static @Nullable Condition condition(@Nullable VirtualIPStatus status, ConditionType type) {
        return status == null
                ? null
                : Stream.ofNullable(status.conditions())
                        .flatMap(List::stream)
                        .filter(condition -> type.is(condition.type()))
                        .findFirst()
                        .orElse(null);
    }

    private static boolean isTrue(@Nullable Condition condition) {
        return condition != null && ConditionStatus.TRUE.is(condition.status());
    }
}
