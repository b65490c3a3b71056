package dev.virtualip.operator.plan.service;

import dev.virtualip.crds.v1alpha1.VirtualIPSpec.IpFamily;
import dev.virtualip.operator.plan.model.Verdict.Finding;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.model.WantedService.Port;
import dev.virtualip.operator.plan.service.ServiceAnnotations.Setting;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Service that the operator serves, as far as it can be understood on its own.
 *
 * @param service the Service
 * @param pool the pool that it asks for; null: any
 * @param addresses the addresses that it asks for, at most one of each family; empty: any
 * @param sharingKey the key of Services that may share an address; null: it shares none
 * @param virtualIP the VirtualIP of a user that it asks for; null: the operator owns one for it
 * @param refusal why what it asks for cannot be understood; null: it can
 */
record ServiceRequest(
        WantedService service,
        @Nullable Setting pool,
        List<InetAddress> addresses,
        @Nullable String sharingKey,
        @Nullable Setting virtualIP,
        @Nullable Finding refusal) {

    static final Comparator<ServiceRequest> BY_AGE =
            Comparator.comparing(ServiceRequest::service, WantedService.BY_AGE);

    private static final String DUAL_STACK_REQUIRED = "RequireDualStack";
    private static final String DUAL_STACK_PREFERRED = "PreferDualStack";

    ServiceRequest {
        addresses = List.copyOf(addresses);
    }

    /** Returns the same Service without what it asks for, because that cannot be carried out. */
    ServiceRequest refused(Finding finding) {
        return new ServiceRequest(service, null, List.of(), sharingKey, null, finding);
    }

    String key() {
        return service.key();
    }

    /** Returns its families, the preferred one first. */
    List<IpFamily> families() {
        List<IpFamily> families = service.ipFamilies().isEmpty() ? List.of(IpFamily.IPV4) : service.ipFamilies();
        boolean both = isDualStackRequired() || service.ipFamilyPolicy().equals(DUAL_STACK_PREFERRED);
        return both ? families : families.subList(0, 1);
    }

    /** Whether it takes an address of a family if there is one. */
    boolean wants(boolean ipv6) {
        return families().contains(family(ipv6))
                && (addresses.isEmpty() || isDualStackRequired() || requested(ipv6) != null);
    }

    /** Whether it gets no address at all without one of this family. */
    boolean requires(boolean ipv6) {
        return wants(ipv6) && (families().size() == 1 || isDualStackRequired() || requested(ipv6) != null);
    }

    private boolean isDualStackRequired() {
        return service.ipFamilyPolicy().equals(DUAL_STACK_REQUIRED);
    }

    /** Returns the address of a family that it asks for; null: none. */
    @Nullable
    InetAddress requested(boolean ipv6) {
        return addresses.stream()
                .filter(address -> isIpv6(address) == ipv6)
                .findFirst()
                .orElse(null);
    }

    /** Returns the ports that it has in common with another one, as {@code 80/TCP}. */
    List<String> portsInCommon(ServiceRequest other) {
        Set<Port> ports = Set.copyOf(other.service.ports());
        return service.ports().stream()
                .filter(ports::contains)
                .map(port -> port.port() + "/" + port.protocol())
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }

    /** Whether every node that has an endpoint of one Service has one of the other, as far as traffic policies ask. */
    boolean hasBackendsLike(ServiceRequest other) {
        boolean same = !service.selector().isEmpty()
                && service.namespace().equals(other.service.namespace())
                && service.selector().equals(other.service.selector());
        return same || (!service.local() && !other.service.local());
    }

    static boolean isIpv6(InetAddress address) {
        return address instanceof Inet6Address;
    }

    static IpFamily family(boolean ipv6) {
        return ipv6 ? IpFamily.IPV6 : IpFamily.IPV4;
    }
}
