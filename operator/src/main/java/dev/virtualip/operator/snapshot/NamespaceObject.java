package dev.virtualip.operator.snapshot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;

/** The labels of a namespace, which pools and VirtualIPs select Services by. */
@Group("")
@Version("v1")
@Kind("Namespace")
@Plural("namespaces")
@JsonIgnoreProperties({"spec", "status"})
public final class NamespaceObject extends CustomResource<Void, Void> {
    private static final long serialVersionUID = 1;

    /** Removes the annotations. */
    static void trim(NamespaceObject namespace) {
        namespace.getMetadata().setAnnotations(Map.of());
    }

    /** Returns the labels. */
    Map<String, String> labels() {
        Map<String, String> labels = getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }
}
