package dev.virtualip.operator.leader;

import java.util.Map;
import java.util.UUID;

/**
 * Which Lease, and who we are in it.
 *
 * @param namespace where the Lease is
 * @param name its name
 * @param holder how we sign it
 */
public record LeaseIdentity(String namespace, String name, String holder) {

    /** In a Pod, its name: a container that starts again may go on at once. Elsewhere two may run on one host. */
    public static LeaseIdentity of(String namespace, String name, Map<String, String> environment, String host) {
        String pod = environment.get("HOSTNAME");
        String holder = pod != null && environment.containsKey("KUBERNETES_SERVICE_HOST")
                ? pod
                : host + "-" + UUID.randomUUID().toString().substring(0, 8);
        return new LeaseIdentity(namespace, name, holder);
    }

    /** The Lease as people write it. */
    String path() {
        return namespace + "/" + name;
    }
}
