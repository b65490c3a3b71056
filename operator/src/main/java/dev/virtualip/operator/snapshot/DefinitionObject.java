package dev.virtualip.operator.snapshot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Objects;

/** The metadata of a definition (CRD). Its schemas are skipped while it is read. */
@Group("apiextensions.k8s.io")
@Version("v1")
@Kind("CustomResourceDefinition")
@Plural("customresourcedefinitions")
@JsonIgnoreProperties({"spec", "status"})
public final class DefinitionObject extends CustomResource<Void, Void> {
    /** The name of the definition of VirtualIPs. */
    public static final String VIRTUAL_IPS = "virtualips." + ApiGroup.NAME;

    /** The names of the project's definitions. */
    public static final List<String> NAMES =
            List.of(VIRTUAL_IPS, "vrrprouters." + ApiGroup.NAME, "virtualippools." + ApiGroup.NAME);

    private static final long serialVersionUID = 1;

    /** Whether a plan depends on the difference between two states of a definition. */
    static boolean differ(DefinitionObject a, DefinitionObject b) {
        return !Objects.equals(a.getMetadata().getUid(), b.getMetadata().getUid())
                || a.isMarkedForDeletion() != b.isMarkedForDeletion();
    }
}
