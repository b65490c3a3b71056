package dev.virtualip.operator.status.service;

import dev.virtualip.crds.v1alpha1.VirtualRouter;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Observed.ObservedRouter;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.service.OwnedNames;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import dev.virtualip.operator.plan.topology.UnconfirmedRemoval;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The nodes that may still hold the address of a Service that is not served any more. An address that stays, because
 * another Service shares it or it is a user's, is none to wait for.
 */
final class ServiceWithdrawal {
    private final ServiceInput input;
    private final WantedService service;
    private final Set<InetAddress> addresses;

    private ServiceWithdrawal(ServiceInput input, WantedService service) {
        this.input = input;
        this.service = service;
        this.addresses = new HashSet<>(ReadableAddresses.of(service.ingress()));
        if (!addresses.isEmpty()) {
            input.plan().verdicts().forEach(this::keep);
        }
    }

    /** Returns the nodes, in order; empty: the address was withdrawn everywhere. */
    static Set<String> remainingNodes(ServiceInput input, WantedService service) {
        ServiceWithdrawal withdrawal = new ServiceWithdrawal(input, service);
        Set<String> nodes = new TreeSet<>();
        for (Map.Entry<String, ObservedRouter> router : input.routers().entrySet()) {
            if (withdrawal.isHeldBy(router.getValue())) {
                nodes.add(router.getKey());
            }
        }
        return nodes;
    }

    /** Whether the VirtualIP that the operator created for the Service still exists and is to be deleted. */
    static boolean isDeletionPending(ServiceInput input, WantedService service) {
        for (String name : input.plan().services().obsolete()) {
            WantedVirtualIP virtualIP = input.virtualIPs().get(name);
            if (virtualIP != null && ServiceInput.isOwnedBy(virtualIP, service)) {
                return true;
            }
        }
        return false;
    }

    private void keep(String virtualIP, Verdict verdict) {
        if (input.stays(virtualIP)) {
            addresses.removeAll(ReadableAddresses.of(verdict.addresses()));
        }
    }

    private boolean isHeldBy(ObservedRouter router) {
        return router.spec().virtualRouters().stream().anyMatch(this::isIn)
                || (!addresses.isEmpty() && (isReported(router) || isUnconfirmed(router)));
    }

    private boolean isIn(VirtualRouter router) {
        return hasAny(router.addresses()) || router.virtualIPs().stream().anyMatch(this::isOwnName);
    }

    /** Whether a VirtualIP that is gone already has the name that the operator gives to one of this Service. */
    private boolean isOwnName(String virtualIP) {
        return OwnedNames.isOf(service, virtualIP) && !input.stays(virtualIP);
    }

    private boolean isReported(ObservedRouter router) {
        return router.status() != null
                && router.status().virtualRouters().stream().anyMatch(report -> hasAny(report.addresses()));
    }

    private boolean isUnconfirmed(ObservedRouter router) {
        return UnconfirmedRemoval.read(router.unconfirmed()).stream()
                .anyMatch(removal -> !Collections.disjoint(removal.hosts(), addresses));
    }

    private boolean hasAny(List<String> texts) {
        return !addresses.isEmpty() && !Collections.disjoint((Collection<?>) ReadableAddresses.of(texts), addresses);
    }
}
