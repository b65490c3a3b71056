package dev.virtualip.operator.plan.service;

import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec.ServiceAdmission;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.request.TemplateMerger;
import dev.virtualip.operator.plan.service.ServiceAnnotations.Setting;
import dev.virtualip.operator.plan.topology.LabelSelectors;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Services that are attached to VirtualIPs of users, as far as these admit them and no other has their ports. */
final class Attachments {
    private final OwnedVirtualIPs owned;
    private final Map<String, WantedVirtualIP> byName = new HashMap<>();
    private final Map<String, VirtualIPPoolSpec> pools;
    private final Map<String, List<ServiceRequest>> attached = new HashMap<>();

    Attachments(OwnedVirtualIPs owned, Map<String, VirtualIPPoolSpec> pools) {
        this.owned = owned;
        this.pools = pools;
        owned.others().forEach(one -> byName.put(one.name(), one));
    }

    /**
     * Attaches those Services that ask for it.
     *
     * @return the Services that are not attached; one that asks for it in vain has a refusal
     */
    List<ServiceRequest> attach(List<ServiceRequest> requests) {
        List<ServiceRequest> rest = new ArrayList<>();
        requests.stream()
                .sorted(Comparator.comparing((ServiceRequest request) -> !isAttached(request))
                        .thenComparing(ServiceRequest.BY_AGE))
                .forEach(request -> {
                    Setting setting = request.virtualIP();
                    Finding refusal = setting == null ? null : attach(request, setting);
                    if (setting == null || refusal != null) {
                        rest.add(refusal == null ? request : request.refused(refusal));
                    }
                });
        return rest;
    }

    /** Whether its status has addresses of the VirtualIP that it asks for: it keeps its ports. */
    private boolean isAttached(ServiceRequest request) {
        WantedVirtualIP virtualIP = request.virtualIP() == null
                ? null
                : byName.get(request.virtualIP().text());
        return virtualIP != null
                && !Collections.disjoint(
                        ReadableAddresses.of(request.service().ingress()),
                        ReadableAddresses.of(virtualIP.status().addresses()));
    }

    private @Nullable Finding attach(ServiceRequest request, Setting setting) {
        WantedVirtualIP virtualIP = byName.get(setting.text());
        if (virtualIP == null) {
            return owned.all().stream().anyMatch(one -> one.name().equals(setting.text()))
                    ? ServiceFindings.virtualIPOwned(setting)
                    : ServiceFindings.virtualIPNotFound(setting);
        }
        if (!admits(virtualIP.spec().services(), request.service())) {
            return ServiceFindings.virtualIPNotAdmitting(setting);
        }
        List<ServiceRequest> others = attached.computeIfAbsent(setting.text(), ignored -> new ArrayList<>());
        for (ServiceRequest other : others) {
            List<String> ports = request.portsInCommon(other);
            boolean apart = !request.addresses().isEmpty()
                    && !other.addresses().isEmpty()
                    && Collections.disjoint(request.addresses(), other.addresses());
            if (!ports.isEmpty() && !apart) {
                return ServiceFindings.portConflict(ports, "VirtualIP " + setting.text(), other);
            }
        }
        others.add(request);
        return null;
    }

    private static boolean admits(@Nullable ServiceAdmission admission, WantedService service) {
        return admission != null
                && LabelSelectors.matches(admission.namespaceSelector(), service.namespaceLabels())
                && LabelSelectors.matches(admission.serviceSelector(), service.labels());
    }

    /** Returns the attached Services, by the name of the VirtualIP. */
    Map<String, List<ServiceRequest>> all() {
        return attached;
    }

    /** Returns what users must know about an attached Service. */
    List<Finding> remarks(String virtualIP, ServiceRequest request) {
        VirtualIPSpec own = Objects.requireNonNull(byName.get(virtualIP)).spec();
        return LocalTraffic.remarks(
                request.service(), virtualIP, TemplateMerger.of(own, pools).healthChecks());
    }

    /** Returns the addresses of a VirtualIP that an attached Service gets. */
    static List<InetAddress> addresses(ServiceRequest request, Set<InetAddress> all) {
        return all.stream()
                .filter(address -> request.families().contains(ServiceRequest.family(ServiceRequest.isIpv6(address))))
                .filter(address ->
                        request.addresses().isEmpty() || request.addresses().contains(address))
                .toList();
    }

    /** Returns why an attached Service does not get what it needs of a VirtualIP; null: it does. */
    static @Nullable Finding refusal(ServiceRequest request, Set<InetAddress> all, List<InetAddress> its) {
        String name = Objects.requireNonNull(request.virtualIP()).text();
        List<InetAddress> foreign = request.addresses().stream()
                .filter(address -> !all.contains(address))
                .toList();
        if (!foreign.isEmpty()) {
            return ServiceFindings.notOfVirtualIP(foreign, name);
        }
        return missing(request, name, its);
    }

    /** Returns why a Service cannot use the addresses of a VirtualIP: one that it needs is missing; null: it can. */
    static @Nullable Finding missing(ServiceRequest request, String name, List<InetAddress> its) {
        for (boolean ipv6 : new boolean[] {false, true}) {
            boolean has = its.stream().anyMatch(address -> ServiceRequest.isIpv6(address) == ipv6);
            if (!has && (request.requires(ipv6) || (its.isEmpty() && request.wants(ipv6)))) {
                return ServiceFindings.addressMissing(name, ipv6);
            }
        }
        return null;
    }
}
