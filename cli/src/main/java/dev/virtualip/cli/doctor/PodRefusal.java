package dev.virtualip.cli.doctor;

import dev.virtualip.crds.doctor.Finding;
import dev.virtualip.crds.doctor.FindingKind;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Explains the Event of a Job whose Pod the API server refuses. */
final class PodRefusal {
    /** The name of the Pod, which differs from node to node where the reason is the same. */
    private static final Pattern POD = Pattern.compile("(?:Error creating: )?pods \"[^\"]*\" is ");

    private PodRefusal() {}

    /** The finding, which is the same for each node that is refused for the same reason. */
    static Finding finding(String node, String namespace, @Nullable String event) {
        String reason = POD.matcher(Objects.requireNonNullElse(event, "no reason is given"))
                .replaceFirst("");
        return reason.contains("violates PodSecurity")
                ? new Finding(
                        FindingKind.POD_SECURITY_REFUSES_PROBE,
                        node,
                        "namespace " + namespace,
                        "The Pod security level of namespace %s refuses the probe's Pod: %s."
                                .formatted(namespace, reason))
                : new Finding(
                        FindingKind.NODE_NOT_PROBED, node, "", "The probe's Pod was refused: %s.".formatted(reason));
    }
}
