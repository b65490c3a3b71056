package dev.virtualip.operator.snapshot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** The DaemonSet of the agents: the wanted and the present number of Pods. */
@Group("apps")
@Version("v1")
@Kind("DaemonSet")
@Plural("daemonsets")
@JsonIgnoreProperties("spec")
public final class DaemonSetObject extends CustomResource<Void, DaemonSetObject.Status> implements Namespaced {
    /** The name of the DaemonSet. */
    static final String NAME = "virtualip-agent";

    private static final long serialVersionUID = 1;

    /**
     * The status of the DaemonSet.
     *
     * @param desiredNumberScheduled the wanted number of Pods
     * @param currentNumberScheduled the present number of Pods
     */
    public record Status(int desiredNumberScheduled, int currentNumberScheduled) {}

    /** Returns the numbers of Pods. */
    Status numbers() {
        Status status = getStatus();
        return status == null ? new Status(0, 0) : status;
    }

    /** Whether a plan depends on the difference between two states of the DaemonSet. */
    static boolean differ(DaemonSetObject a, DaemonSetObject b) {
        return !a.numbers().equals(b.numbers());
    }
}
