package dev.virtualip.operator.plan.service;

import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.service.ServiceAnnotations.Setting;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Findings about Services: the fact, and the remedy. */
final class ServiceFindings {
    private ServiceFindings() {}

    static String family(boolean ipv6) {
        return ipv6 ? "IPv6" : "IPv4";
    }

    private static Finding of(ConditionReason reason, String message) {
        return new Finding(reason.text(), message);
    }

    static Finding poolNotFound(Setting setting) {
        return of(
                ConditionReason.POOL_NOT_FOUND,
                "%s: VirtualIPPool %s does not exist; create it, or name another one"
                        .formatted(setting.place(), setting.text()));
    }

    static Finding poolDeleted(String pool) {
        return of(
                ConditionReason.POOL_NOT_FOUND,
                ("VirtualIPPool %s was deleted while its addresses are in use; they stay; create it again, or name"
                                + " another pool with the annotation %s, which gives the Service another address")
                        .formatted(pool, ServiceAnnotations.POOL));
    }

    static Finding poolShrunk(String pool, List<InetAddress> outside) {
        return of(
                ConditionReason.ADDRESS_NOT_IN_POOL,
                ("%s: in use, but the ranges of VirtualIPPool %s no longer contain it; it stays; extend spec.ranges of"
                    + " the pool, or name another pool with the annotation %s, which gives the Service another"
                    + " address")
                        .formatted(listed(outside), pool, ServiceAnnotations.POOL));
    }

    static Finding poolNotAdmitting(String pool) {
        return of(
                ConditionReason.SERVICE_NOT_ADMITTED,
                ("VirtualIPPool %s does not admit the Service; change the labels of the Service or its namespace, or"
                                + " spec.namespaceSelector and spec.serviceSelector of the pool")
                        .formatted(pool));
    }

    static Finding noPool(Collection<String> all) {
        return all.isEmpty()
                ? of(ConditionReason.NO_POOL, "there is no VirtualIPPool; create one with the ranges to use")
                : of(
                        ConditionReason.NO_POOL,
                        ("no VirtualIPPool gives addresses to the Service without being named (there are %s); check"
                            + " spec.autoAssign, spec.namespaceSelector and spec.serviceSelector, or name one with the"
                            + " annotation %s")
                                .formatted(String.join(", ", all), ServiceAnnotations.POOL));
    }

    static Finding exhausted(Collection<String> pools, boolean ipv6) {
        return of(
                ConditionReason.POOL_EXHAUSTED,
                ("no %s address is free in VirtualIPPool %s; extend its spec.ranges, add a pool, or delete Services or"
                                + " VirtualIPs that use it")
                        .formatted(family(ipv6), String.join(", ", pools)));
    }

    static Finding withoutFamily(Collection<String> pools, boolean ipv6) {
        return of(
                ConditionReason.FAMILY_NOT_AVAILABLE,
                ("the Service needs an %s address, but VirtualIPPool %s has no such range; add one to spec.ranges, or"
                                + " change spec.ipFamilies and spec.ipFamilyPolicy of the Service")
                        .formatted(family(ipv6), String.join(", ", pools)));
    }

    static Finding addressMissing(String virtualIP, boolean ipv6) {
        return of(
                ConditionReason.FAMILY_NOT_AVAILABLE,
                ("the Service needs an %s address, but VirtualIP %s has none; add one there, or change spec.ipFamilies"
                                + " and spec.ipFamilyPolicy of the Service")
                        .formatted(family(ipv6), virtualIP));
    }

    static Finding outsideOfPools(List<InetAddress> addresses, Collection<String> pools) {
        boolean one = addresses.size() == 1;
        return of(
                ConditionReason.ADDRESS_NOT_IN_POOL,
                "%s: not %sin the ranges of %s; ask for %s, or extend spec.ranges of a pool"
                        .formatted(
                                listed(addresses),
                                one ? "" : "together ",
                                pools.isEmpty()
                                        ? "any VirtualIPPool"
                                        : "a VirtualIPPool that admits the Service (%s)"
                                                .formatted(String.join(", ", pools)),
                                one ? "another address" : "other addresses"));
    }

    static Finding ofPoolNotAdmitting(List<InetAddress> addresses, String pool) {
        return of(
                ConditionReason.SERVICE_NOT_ADMITTED,
                ("%s: in the ranges of VirtualIPPool %s, which does not admit the Service; change the labels of the"
                    + " Service or its namespace, or spec.namespaceSelector and spec.serviceSelector of the pool, or"
                    + " ask for another address")
                        .formatted(listed(addresses), pool));
    }

    /** Adds what helps a Service that cannot share a virtual router because its own Pods decide who is Active. */
    static Finding withoutRouterID(Finding finding) {
        return new Finding(
                finding.reason(),
                finding.message()
                        + "; a Service with externalTrafficPolicy Local needs an ID of its own: set Cluster, or let"
                        + " Services with the same Pods share an address by the annotation "
                        + ServiceAnnotations.SHARING_KEY);
    }

    static Finding inUse(InetAddress address, String holder) {
        return of(
                ConditionReason.ADDRESS_IN_USE,
                "%s belongs to %s; ask for another address, or let Services share it by the annotation %s"
                        .formatted(AddressText.format(address), holder, ServiceAnnotations.SHARING_KEY));
    }

    static Finding reserved(InetAddress address) {
        return of(
                ConditionReason.ADDRESS_IN_USE,
                ("%s is a node's own address, the network or broadcast address of a connected subnet, or another host"
                                + " answers for it; ask for another address")
                        .formatted(AddressText.format(address)));
    }

    static Finding portConflict(List<String> ports, String address, ServiceRequest holder) {
        return of(
                ConditionReason.PORT_CONFLICT,
                "Service %s has port %s of %s; use another port, or remove the %s"
                        .formatted(
                                holder.key(),
                                String.join(", ", ports),
                                address,
                                "annotation that makes them share it"));
    }

    static Finding backendsDiffer(ServiceRequest holder) {
        return of(
                ConditionReason.BACKENDS_DIFFER,
                ("cannot share an address with Service %s: with externalTrafficPolicy Local both need the same"
                                + " spec.selector; set Cluster in both, or remove the sharing key")
                        .formatted(holder.key()));
    }

    static Finding virtualIPNotFound(Setting setting) {
        return of(
                ConditionReason.VIRTUAL_IP_NOT_FOUND,
                "%s: VirtualIP %s does not exist; create it, or name another one"
                        .formatted(setting.place(), setting.text()));
    }

    static Finding virtualIPOwned(Setting setting) {
        return of(
                ConditionReason.SERVICE_NOT_ADMITTED,
                "%s: VirtualIP %s belongs to another Service; share its address by the annotation %s"
                        .formatted(setting.place(), setting.text(), ServiceAnnotations.SHARING_KEY));
    }

    static Finding virtualIPNotAdmitting(Setting setting) {
        return of(
                ConditionReason.SERVICE_NOT_ADMITTED,
                ("%s: spec.services of VirtualIP %s does not admit the Service; set its namespaceSelector and"
                                + " serviceSelector ({} admits every Service)")
                        .formatted(setting.place(), setting.text()));
    }

    static Finding notOfVirtualIP(List<InetAddress> addresses, String virtualIP) {
        return of(
                ConditionReason.ADDRESS_NOT_IN_POOL,
                "%s: not an address of VirtualIP %s; add it there, or ask for one that it has"
                        .formatted(listed(addresses), virtualIP));
    }

    static Finding noEndpoints() {
        return of(
                ConditionReason.NO_ENDPOINTS,
                "externalTrafficPolicy is Local and no node has a ready endpoint; the address stays where it is until"
                        + " a node has one; check the Pods");
    }

    static Finding endpointsNotFollowed(String virtualIP, int port) {
        return of(
                ConditionReason.ENDPOINTS_NOT_FOLLOWED,
                ("externalTrafficPolicy is Local, but VirtualIP %s does not follow the Pods: its node may have none,"
                    + " and drops the connections then; set externalTrafficPolicy to Cluster, remove the annotation"
                    + " %s, or give the VirtualIP a health check with effect Withdraw: http port %d, path /healthz,"
                    + " status 200")
                        .formatted(virtualIP, ServiceAnnotations.VIRTUAL_IP, port));
    }

    static Finding otherImplementation(String what) {
        return of(
                ConditionReason.OTHER_IMPLEMENTATION,
                "%s, so another load balancer serves the Service; it is left alone; to move it here, remove it there"
                        .formatted(what));
    }

    static Finding notAdopted(String address) {
        return of(
                ConditionReason.OTHER_IMPLEMENTATION,
                ("the status of the Service has %s already, which this operator did not write; the Service is left"
                    + " alone; to take it over with that address, stop the load balancer that serves it and set"
                    + " services.adopt=true in the chart")
                        .formatted(address));
    }

    private static String listed(List<InetAddress> addresses) {
        return addresses.stream().map(AddressText::format).collect(Collectors.joining(", "));
    }
}
