package dev.virtualip.operator.plan.service;

import dev.virtualip.crds.condition.ConditionReason;
import dev.virtualip.crds.format.AddressText;
import dev.virtualip.crds.v1alpha1.VirtualIPPoolSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;
import dev.virtualip.operator.plan.model.Desired;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.ServicePlan;
import dev.virtualip.operator.plan.model.ServicePlan.OwnedVirtualIP;
import dev.virtualip.operator.plan.model.ServicePlan.ServiceVerdict;
import dev.virtualip.operator.plan.model.Verdict;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.model.WantedServices;
import dev.virtualip.operator.plan.pool.AddressLedger;
import dev.virtualip.operator.plan.pool.PoolAllocator;
import dev.virtualip.operator.plan.topology.ReadableAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans the VirtualIPs that the operator owns on behalf of Services: before the addresses of pools are allocated, so
 * that one plan has Services, addresses and virtual routers. Its steps are called in the order of its methods.
 */
public final class ServicePlanner {
    private final Desired desired;
    private final WantedServices services;
    private final AddressLedger ledger;
    private final OwnedVirtualIPs owned;
    private final AddressChoice choice;
    private final Attachments attachments;
    private final List<ServiceGroup> groups = new ArrayList<>();
    private final Map<String, ServiceGroup> byName = new HashMap<>();
    private final SortedMap<String, ServiceVerdict> verdicts = new TreeMap<>();

    /** Reads the Services. */
    public ServicePlanner(Desired desired, AddressLedger ledger) {
        this.desired = desired;
        this.services = desired.services();
        this.ledger = ledger;
        this.owned = new OwnedVirtualIPs(services.readable() ? desired.virtualIPs() : List.of());
        this.choice = new AddressChoice(ledger, this::holder);
        this.attachments = new Attachments(owned, ledger.pools());
        GroupFormation.Result formed = GroupFormation.of(attachments.attach(requests()), owned);
        formed.refusals().forEach((service, finding) -> verdicts.put(service, refused(finding)));
        groups.addAll(formed.groups());
        nameGroups();
    }

    private List<ServiceRequest> requests() {
        ServiceRequestReader reader =
                new ServiceRequestReader(services.options().foreignAnnotations());
        List<ServiceRequest> requests = new ArrayList<>();
        for (WantedService service : services.services()) {
            WantedVirtualIP its = owned.of(service.key());
            Responsibility responsibility = Responsibility.of(service, services.options(), its != null, ledger, choice);
            if (responsibility.served()) {
                requests.add(reader.read(service));
            } else if (responsibility.finding() != null || service.finalizers().contains(WantedService.FINALIZER)) {
                verdicts.put(
                        service.key(),
                        new ServiceVerdict(
                                its == null ? null : its.name(),
                                false,
                                List.of(),
                                responsibility.finding(),
                                List.of()));
            }
        }
        return requests;
    }

    private void nameGroups() {
        Set<String> taken =
                desired.virtualIPs().stream().map(WantedVirtualIP::name).collect(Collectors.toCollection(HashSet::new));
        Set<String> ofServices = groups.stream()
                .flatMap(group -> group.members().stream())
                .map(ServiceRequest::service)
                .flatMap(service -> Stream.of(OwnedNames.of(service), OwnedNames.hashed(service)))
                .collect(Collectors.toSet());
        for (ServiceGroup group : groups) {
            if (group.existing() == null) {
                group.setName(name(group, taken, ofServices));
                taken.add(group.name());
            }
            byName.put(group.name(), group);
        }
    }

    /**
     * Chooses the name of a VirtualIP that does not exist yet: the one under which nodes serve the address, if there
     * was such a VirtualIP, else that of the Service.
     */
    private String name(ServiceGroup group, Set<String> taken, Set<String> ofServices) {
        WantedService first = group.first().service();
        String plain = OwnedNames.of(first);
        String hashed = OwnedNames.hashed(first);
        if (ledger.isServed(plain) && !taken.contains(plain)) {
            return plain;
        }
        if (ledger.isServed(hashed)) {
            return hashed;
        }
        return group.told().stream()
                .map(ledger::servedAs)
                .filter(names -> names.size() == 1)
                .flatMap(Set::stream)
                .filter(name -> name.startsWith(OwnedNames.PREFIX))
                .filter(name -> !taken.contains(name) && !ofServices.contains(name))
                .sorted()
                .findFirst()
                .orElse(taken.contains(plain) ? hashed : plain);
    }

    private String holder(String virtualIP) {
        ServiceGroup group = byName.get(virtualIP);
        return group == null
                ? "VirtualIP " + virtualIP
                : "Service " + group.first().key();
    }

    /** Returns the VirtualIPs of users, whose addresses are not for Services. */
    public List<WantedVirtualIP> others() {
        return services.readable() ? owned.others() : desired.virtualIPs();
    }

    /** Keeps the addresses that Services have and nodes serve. */
    public void keep() {
        groups.forEach(choice::keep);
    }

    /** Gives Services without a VirtualIP the addresses that their statuses say. */
    public void recall() {
        groups.forEach(choice::recall);
    }

    /**
     * Chooses the missing addresses.
     *
     * @param allocator records which pools are waited for
     */
    public void complete(PoolAllocator allocator) {
        // An address that one Service asks for is not given to another one that takes any.
        List<ServiceGroup> askingFirst = groups.stream()
                .sorted(Comparator.comparing(group -> group.requested(false) == null && group.requested(true) == null))
                .toList();
        for (ServiceGroup group : askingFirst) {
            detachNotAdmitted(group);
            if (group.members().stream().anyMatch(member -> member.refusal() == null)) {
                choice.complete(group);
                Finding refusal = group.refusal();
                if (refusal != null && ConditionReason.POOL_EXHAUSTED.is(refusal.reason())) {
                    choice.admitting(group.first().service()).forEach(pool -> allocator.wait(pool, group.name()));
                }
            }
        }
    }

    /** Refuses Services that would share an address of a pool that does not admit them. */
    private void detachNotAdmitted(ServiceGroup group) {
        String pool = group.pool();
        if (pool == null || !ledger.pools().containsKey(pool)) {
            return;
        }
        List<ServiceRequest> others =
                List.copyOf(group.members().subList(1, group.members().size()));
        for (ServiceRequest member : others) {
            if (!isAdmitted(pool, member) && !OwnedVirtualIPs.has(group.existing(), member.key())) {
                group.members().remove(member);
                verdicts.put(member.key(), refused(ServiceFindings.poolNotAdmitting(pool)));
            }
        }
    }

    private boolean isAdmitted(String pool, ServiceRequest request) {
        return AddressChoice.admits(ledger.pools().get(pool), request.service());
    }

    private static ServiceVerdict refused(Finding finding) {
        return new ServiceVerdict(null, true, List.of(), finding, List.of());
    }

    /** Returns the VirtualIPs of users and those of Services, also the ones that do not exist yet. */
    public Desired withServices() {
        if (!services.readable()) {
            return desired;
        }
        List<WantedVirtualIP> all = new ArrayList<>(owned.others());
        groups.stream().filter(ServiceGroup::hasAddress).map(this::wanted).forEach(all::add);
        return desired.withVirtualIPs(all);
    }

    /** Returns the nodes that may hold a VirtualIP, by its name, where endpoints restrict them. */
    public Map<String, Set<String>> endpointNodes() {
        Map<String, Set<String>> nodes = new HashMap<>();
        for (ServiceGroup group : groups) {
            Set<String> its = LocalTraffic.nodes(group);
            if (its != null) {
                nodes.put(group.name(), its);
            }
        }
        return nodes;
    }

    private WantedVirtualIP wanted(ServiceGroup group) {
        OwnedVirtualIP planned = planned(group);
        WantedVirtualIP existing = group.existing();
        Map<String, String> annotations = new HashMap<>(existing == null ? Map.of() : existing.annotations());
        annotations.putAll(planned.annotations());
        return new WantedVirtualIP(
                group.name(),
                existing == null ? "" : existing.uid(),
                existing == null ? 0 : existing.generation(),
                // Not that of the object: the plan stays the same when the object is created.
                group.members().stream()
                        .map(member -> member.service().createdAt())
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                planned.labels(),
                annotations,
                planned.spec(),
                existing == null ? VirtualIPStatus.none() : existing.status());
    }

    private OwnedVirtualIP planned(ServiceGroup group) {
        WantedService first = group.first().service();
        Map<String, String> annotations = new HashMap<>();
        annotations.put(
                OwnedVirtualIPs.SERVICES,
                group.members().stream().map(ServiceRequest::key).sorted().collect(Collectors.joining(",")));
        String key = group.first().sharingKey();
        if (key != null) {
            annotations.put(OwnedVirtualIPs.SHARED_BY, key);
        }
        String pool = group.pool();
        VirtualIPPoolSpec poolSpec = pool == null ? null : ledger.pools().get(pool);
        return new OwnedVirtualIP(
                Map.of(OwnedVirtualIP.SERVICE_NAMESPACE, first.namespace(), OwnedVirtualIP.SERVICE_NAME, first.name()),
                annotations,
                VirtualIPSpec.builder()
                        .pool(pool)
                        .addresses(group.addresses().stream()
                                .map(AddressText::format)
                                .toList())
                        .healthChecks(LocalTraffic.checks(group, poolSpec))
                        .build());
    }

    /**
     * Returns the plan of the Services.
     *
     * @param planned the verdicts on all VirtualIPs, by name
     */
    public ServicePlan result(Map<String, Verdict> planned) {
        if (!services.readable()) {
            return ServicePlan.NONE;
        }
        SortedMap<String, OwnedVirtualIP> virtualIPs = new TreeMap<>();
        for (ServiceGroup group : groups) {
            if (group.hasAddress()) {
                virtualIPs.put(group.name(), planned(group));
            }
            group.members().forEach(member -> verdicts.put(member.key(), verdict(group, member, planned)));
        }
        attachments
                .all()
                .forEach((name, attached) -> attached.forEach(
                        request -> verdicts.put(request.key(), verdict(name, request, planned.get(name)))));
        // A Service that leaves others behind need not wait for a withdrawal.
        verdicts.replaceAll((ignored, verdict) ->
                verdict.served() || verdict.virtualIP() == null || !virtualIPs.containsKey(verdict.virtualIP())
                        ? verdict
                        : new ServiceVerdict(null, false, List.of(), verdict.refusal(), verdict.remarks()));
        NavigableSet<String> obsolete = owned.all().stream()
                .map(WantedVirtualIP::name)
                .filter(name -> !virtualIPs.containsKey(name))
                .collect(Collectors.toCollection(TreeSet::new));
        return new ServicePlan(verdicts, virtualIPs, obsolete);
    }

    private ServiceVerdict verdict(ServiceGroup group, ServiceRequest member, Map<String, Verdict> planned) {
        // Also an address that is not the one it asks for: it keeps what it has until it gets that one.
        List<InetAddress> addresses = group.addresses().stream()
                .filter(address -> member.families().contains(ServiceRequest.family(ServiceRequest.isIpv6(address))))
                .toList();
        Finding refusal = member.refusal() == null ? group.refusal() : member.refusal();
        if (refusal == null) {
            refusal = Attachments.missing(member, group.name(), addresses);
            if (refusal != null) {
                return refused(refusal);
            }
            Verdict verdict = planned.get(group.name());
            refusal = verdict == null ? null : verdict.refusal();
            if (refusal != null && member.service().local() && lacksRouterID(refusal)) {
                refusal = ServiceFindings.withoutRouterID(refusal);
            }
        }
        List<Finding> remarks = new ArrayList<>();
        if (member.service().local() && member.service().endpointNodes().isEmpty()) {
            remarks.add(ServiceFindings.noEndpoints());
        }
        String pool = group.pool();
        if (pool != null && ledger.pools().containsKey(pool) && !isAdmitted(pool, member)) {
            remarks.add(ServiceFindings.poolNotAdmitting(pool));
        }
        return new ServiceVerdict(
                addresses.isEmpty() ? null : group.name(), true, texts(member, addresses), refusal, remarks);
    }

    private static boolean lacksRouterID(Finding refusal) {
        return ConditionReason.VIRTUAL_ROUTER_IDS_EXHAUSTED.is(refusal.reason());
    }

    private ServiceVerdict verdict(String name, ServiceRequest request, @Nullable Verdict verdict) {
        Set<InetAddress> all = ReadableAddresses.of(verdict == null ? List.of() : verdict.addresses());
        List<InetAddress> its = Attachments.addresses(request, all);
        Finding refusal = verdict == null ? null : verdict.refusal();
        return new ServiceVerdict(
                name,
                true,
                texts(request, its),
                refusal == null ? Attachments.refusal(request, all, its) : refusal,
                attachments.remarks(name, request));
    }

    /** Writes addresses, the family that the Service prefers first. */
    private static List<String> texts(ServiceRequest request, List<InetAddress> addresses) {
        return addresses.stream()
                .sorted(Comparator.comparingInt(
                        address -> request.families().indexOf(ServiceRequest.family(ServiceRequest.isIpv6(address)))))
                .map(AddressText::format)
                .toList();
    }
}
