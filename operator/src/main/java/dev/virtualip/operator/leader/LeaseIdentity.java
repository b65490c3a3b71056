package dev.virtualip.operator.leader;

import java.util.Map;
import java.util.UUID;

/**
 * A Lease, and the identity of this candidate in it.
 *
 * @param namespace the namespace of the Lease
 * @param name the name of the Lease
 * @param holder the holder identity of this candidate
 */
public record LeaseIdentity(String namespace, String name, String holder) {

    /**
     * The identity of this process: in a Pod the Pod's name, so that a restarted container continues at once; elsewhere
     * a unique name, because two processes may run on one host.
     */
    public static LeaseIdentity of(String namespace, String name, Map<String, String> environment, String host) {
        String pod = environment.get("HOSTNAME");
        String holder = pod != null && environment.containsKey("KUBERNETES_SERVICE_HOST")
                ? pod
                : host + "-" + UUID.randomUUID().toString().substring(0, 8);
        return new LeaseIdentity(namespace, name, holder);
    }

    /** The Lease as {@code namespace/name}. */
    String path() {
        return namespace + "/" + name;
    }
}
