package dev.virtualip.operator.snapshot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** The DaemonSet of the agents: how many Pods it wants, and how many there are. */
@Group("apps")
@Version("v1")
@Kind("DaemonSet")
@Plural("daemonsets")
@JsonIgnoreProperties("spec")
public final class DaemonSetObject extends CustomResource<Void, DaemonSetObject.Status> implements Namespaced {
    /** Its name. */
    static final String NAME = "virtualip-agent";

    private static final long serialVersionUID = 1;

    /**
     * Its status.
     *
     * @param desiredNumberScheduled how many nodes shall have a Pod
     * @param currentNumberScheduled how many have one
     */
    public record Status(int desiredNumberScheduled, int currentNumberScheduled) {}

    /** How many nodes shall have a Pod, and have one. */
    Status numbers() {
        Status status = getStatus();
        return status == null ? new Status(0, 0) : status;
    }

    /** Whether a plan could tell the one from the other. */
    static boolean differ(DaemonSetObject a, DaemonSetObject b) {
        return !a.numbers().equals(b.numbers());
    }
}
