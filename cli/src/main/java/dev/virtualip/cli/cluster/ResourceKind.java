package dev.virtualip.cli.cluster;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Locale;

/** Kinds with their paths: looking a path up takes a request, and finds nothing for the kinds of the core group. */
public final class ResourceKind {
    private ResourceKind() {}

    /** A kind without a namespace. */
    public static ResourceDefinitionContext ofCluster(String group, String kind, String version) {
        return of(group, kind, version, false);
    }

    /** A kind with a namespace. */
    public static ResourceDefinitionContext namespaced(String group, String kind, String version) {
        return of(group, kind, version, true);
    }

    private static ResourceDefinitionContext of(String group, String kind, String version, boolean namespaced) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(kind.toLowerCase(Locale.ROOT) + "s")
                .withNamespaced(namespaced)
                .build();
    }
}
