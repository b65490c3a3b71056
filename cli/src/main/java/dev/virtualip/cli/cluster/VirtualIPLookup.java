package dev.virtualip.cli.cluster;

import dev.virtualip.cli.output.CommandFailedException;
import dev.virtualip.cli.output.Suggestion;
import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VirtualIP;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;

/** Finds the object that a user named, or says which names are similar. */
public final class VirtualIPLookup {
    private VirtualIPLookup() {}

    /**
     * Finds a VirtualIP.
     *
     * @param name its name, or a Service as NAMESPACE/NAME
     */
    public static VirtualIP find(List<VirtualIP> all, String name) throws CommandFailedException {
        for (VirtualIP one : all) {
            if (one.getMetadata().getName().equals(name) || service(one).equals(name)) {
                return one;
            }
        }
        List<String> known =
                all.stream().map(one -> one.getMetadata().getName()).toList();
        throw new CommandFailedException(
                "There is no VirtualIP %s%s".formatted(name, Suggestion.of(name, known, "virtualip status")));
    }

    /** Checks that a Node exists. */
    public static void checkNode(List<? extends HasMetadata> nodes, String name) throws CommandFailedException {
        List<String> known =
                nodes.stream().map(one -> one.getMetadata().getName()).toList();
        if (!known.contains(name)) {
            throw new CommandFailedException(
                    "There is no Node %s%s".formatted(name, Suggestion.of(name, known, "kubectl get nodes")));
        }
    }

    /** Returns the Service, as namespace/name, that a VirtualIP was made for; empty: none. */
    public static String service(VirtualIP virtualIP) {
        Map<String, String> labels = virtualIP.getMetadata().getLabels();
        String name = labels == null ? null : labels.get(ApiGroup.NAME + "/service-name");
        return labels == null || name == null
                ? ""
                : labels.getOrDefault(ApiGroup.NAME + "/service-namespace", "") + "/" + name;
    }
}
