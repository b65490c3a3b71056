package dev.virtualip.operator.plan.service;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.operator.plan.model.Desired.WantedVirtualIP;
import dev.virtualip.operator.plan.model.ServicePlan.OwnedVirtualIP;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The VirtualIPs that the operator owns on behalf of Services, and the record that they keep: which Services have them,
 * and by which sharing key.
 */
final class OwnedVirtualIPs {
    /** The annotation with the Services that have the VirtualIP, as namespace/name, separated by commas. */
    static final String SERVICES = ApiGroup.NAME + "/services";

    /** The annotation with the key by which they share it. */
    static final String SHARED_BY = ServiceAnnotations.SHARING_KEY;

    private final List<WantedVirtualIP> all = new ArrayList<>();
    private final List<WantedVirtualIP> others = new ArrayList<>();
    private final Map<String, WantedVirtualIP> byService = new HashMap<>();

    OwnedVirtualIPs(List<WantedVirtualIP> virtualIPs) {
        virtualIPs.forEach(one -> (isOwned(one) ? all : others).add(one));
        all.sort(Comparator.comparing(WantedVirtualIP::name));
        all.forEach(one -> services(one).forEach(service -> byService.putIfAbsent(service, one)));
    }

    /** Whether the operator owns a VirtualIP: its name and its labels say so. */
    static boolean isOwned(WantedVirtualIP virtualIP) {
        return virtualIP.name().startsWith(OwnedNames.PREFIX)
                && virtualIP.labels().containsKey(OwnedVirtualIP.SERVICE_NAMESPACE)
                && virtualIP.labels().containsKey(OwnedVirtualIP.SERVICE_NAME);
    }

    List<WantedVirtualIP> all() {
        return all;
    }

    /** Returns the VirtualIPs of users. */
    List<WantedVirtualIP> others() {
        return others;
    }

    /** Returns the VirtualIP that a Service has; null: none. */
    @Nullable
    WantedVirtualIP of(String service) {
        return byService.get(service);
    }

    /** Returns the key by which Services share a VirtualIP; null: they share none. */
    static @Nullable String sharingKey(WantedVirtualIP virtualIP) {
        return virtualIP.annotations().get(SHARED_BY);
    }

    /** Whether a Service has a VirtualIP. */
    static boolean has(@Nullable WantedVirtualIP virtualIP, String service) {
        return virtualIP != null && services(virtualIP).contains(service);
    }

    private static Set<String> services(WantedVirtualIP virtualIP) {
        String listed = virtualIP.annotations().getOrDefault(SERVICES, "");
        return listed.isEmpty()
                ? Set.of(virtualIP.labels().get(OwnedVirtualIP.SERVICE_NAMESPACE)
                        + "/"
                        + virtualIP.labels().get(OwnedVirtualIP.SERVICE_NAME))
                : Set.of(listed.split(",", -1));
    }
}
