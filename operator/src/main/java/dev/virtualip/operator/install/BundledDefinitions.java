package dev.virtualip.operator.install;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The definitions that are part of this operator's build. */
final class BundledDefinitions {
    private static final String FOLDER = "/dev/virtualip/crds/";
    private static final List<String> NAMES = List.of("virtualips", "vrrprouters", "virtualippools");

    private BundledDefinitions() {}

    /** Reads all of them. */
    static List<Definition> read(KubernetesSerialization yaml) {
        return NAMES.stream()
                .map(plural -> read(plural + "." + ApiGroup.NAME + ".yaml", yaml))
                .toList();
    }

    private static Definition read(String file, KubernetesSerialization yaml) {
        try (InputStream text = ApiGroup.class.getResourceAsStream(FOLDER + file)) {
            if (text == null) {
                throw new IllegalStateException("the build has no " + file);
            }
            return new Definition(yaml.unmarshal(text, GenericKubernetesResource.class));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
