package dev.virtualip.operator.plan.service;

import dev.virtualip.crds.format.Names;
import dev.virtualip.operator.plan.model.WantedService;
import dev.virtualip.operator.plan.topology.StableHash;

/** Names of the VirtualIPs that the operator owns on behalf of Services. */
public final class OwnedNames {
    /** The beginning of each. */
    static final String PREFIX = "svc-";

    private static final int HASH_CHARACTERS = 8;

    private OwnedNames() {}

    /** Returns the name for a Service, such as {@code svc-shop-web}, with a hash if it would be too long. */
    static String of(WantedService service) {
        String name = PREFIX + service.namespace() + "-" + service.name();
        return name.length() <= Names.MAX_CHARACTERS ? name : hashed(service);
    }

    /** Whether the operator gives this name to a VirtualIP of a Service. */
    public static boolean isOf(WantedService service, String name) {
        return name.equals(of(service)) || name.equals(hashed(service));
    }

    /** Returns the name with a hash, for a Service whose name without one another Service has. */
    static String hashed(WantedService service) {
        String name = PREFIX + service.namespace() + "-" + service.name();
        int room = Names.MAX_CHARACTERS - HASH_CHARACTERS - 1;
        String hash = "%016x".formatted(StableHash.of(service.key())).substring(0, HASH_CHARACTERS);
        return name.substring(0, Math.min(room, name.length())) + "-" + hash;
    }
}
