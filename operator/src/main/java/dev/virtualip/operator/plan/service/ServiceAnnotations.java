package dev.virtualip.operator.plan.service;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.operator.plan.model.WantedService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the annotations of a Service: ours first, then, where allowed, those of MetalLB and kube-vip. */
public final class ServiceAnnotations {
    /** The annotation that names the pool. */
    public static final String POOL = ApiGroup.NAME + "/pool";

    /** The annotation that lists the addresses. */
    public static final String ADDRESSES = ApiGroup.NAME + "/addresses";

    /** The annotation with the key of Services that may share an address. */
    public static final String SHARING_KEY = ApiGroup.NAME + "/sharing-key";

    /** The annotation that names a VirtualIP of a user. */
    public static final String VIRTUAL_IP = ApiGroup.NAME + "/virtual-ip";

    /** The field that names one address; Kubernetes has deprecated it. */
    static final String FIELD = "spec.loadBalancerIP";

    private static final List<String> FOREIGN_POOLS =
            List.of("metallb.io/address-pool", "metallb.universe.tf/address-pool");
    private static final List<String> FOREIGN_ADDRESSES =
            List.of("metallb.io/loadBalancerIPs", "metallb.universe.tf/loadBalancerIPs", "kube-vip.io/loadbalancerIPs");
    private static final List<String> FOREIGN_SHARING_KEYS =
            List.of("metallb.io/allow-shared-ip", "metallb.universe.tf/allow-shared-ip");

    private final WantedService service;
    private final boolean foreign;

    /**
     * Creates a reader.
     *
     * @param foreign whether annotations of MetalLB and kube-vip are read
     */
    ServiceAnnotations(WantedService service, boolean foreign) {
        this.service = service;
        this.foreign = foreign;
    }

    /**
     * A setting with the place where the user wrote it.
     *
     * @param place the annotation or field, for messages
     * @param text its value, not blank
     */
    record Setting(String place, String text) {}

    @Nullable
    Setting pool() {
        return first(POOL, FOREIGN_POOLS);
    }

    @Nullable
    Setting sharingKey() {
        return first(SHARING_KEY, FOREIGN_SHARING_KEYS);
    }

    @Nullable
    Setting virtualIP() {
        return setting(VIRTUAL_IP);
    }

    /** The addresses. An annotation can list both families and counts before the field. */
    @Nullable
    Setting addresses() {
        Setting annotated = first(ADDRESSES, FOREIGN_ADDRESSES);
        String field = service.loadBalancerIP();
        return annotated == null && field != null && !field.isBlank() ? new Setting(FIELD, field.strip()) : annotated;
    }

    private @Nullable Setting first(String ours, List<String> others) {
        Setting own = setting(ours);
        if (own != null || !foreign) {
            return own;
        }
        for (String other : others) {
            Setting setting = setting(other);
            if (setting != null) {
                return setting;
            }
        }
        return null;
    }

    private @Nullable Setting setting(String annotation) {
        String text = service.annotations().getOrDefault(annotation, "").strip();
        return text.isEmpty() ? null : new Setting("annotation " + annotation, text);
    }
}
