package dev.virtualip.cli.keepalived.map;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Mail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One host and its instances.
 *
 * @param name the host's name, as Kubernetes takes it; unique among the imported hosts
 * @param file its configuration
 * @param instances those that can be carried over
 * @param mail the mail that it sends; null: none
 */
record ImportedHost(
        String name,
        String file,
        List<ImportedInstance> instances,
        @Nullable Located<Mail> mail) {
    ImportedHost {
        instances = List.copyOf(instances);
    }
}
