package dev.virtualip.operator.virtualip;

import dev.virtualip.crds.v1alpha1.VirtualIP;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus;

/**
 * The statuses in the cluster. Throws {@link io.fabric8.kubernetes.client.KubernetesClientException} when the API
 * server refuses or does not answer.
 */
@FunctionalInterface
interface StatusStore {

    /** Gives a VirtualIP this status, whole; fails if there is another object of its name, or none. */
    VirtualIP apply(VirtualIP current, VirtualIPStatus status);
}
