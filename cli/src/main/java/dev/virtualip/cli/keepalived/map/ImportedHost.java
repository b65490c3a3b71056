package dev.virtualip.cli.keepalived.map;

import java.util.List;

/**
 * One host and its instances.
 *
 * @param name the host's name, as Kubernetes takes it; unique among the imported hosts
 * @param file its configuration
 * @param instances those that can be carried over
 */
record ImportedHost(String name, String file, List<ImportedInstance> instances) {
    ImportedHost {
        instances = List.copyOf(instances);
    }
}
