package dev.virtualip.cli.doctor;

import dev.virtualip.crds.doctor.ProbePlan;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the Job that probes a node: the image, pull secrets and resources of the agent, on the node's network, with
 * the agent's capabilities and nothing else.
 */
final class ProbeJob {
    /** The label of all Jobs and Pods of one run. */
    static final String RUN_LABEL = "virtualip.dev/doctor";

    /** The label with the node's name, as an annotation because names of nodes can be long. */
    static final String NODE_ANNOTATION = "virtualip.dev/node";

    private static final int DEADLINE_SECONDS = 90;
    private static final int TIME_TO_LIVE_SECONDS = 120;

    private ProbeJob() {}

    /**
     * The parts of the agent's DaemonSet that the Job takes over.
     *
     * @param namespace its namespace
     * @param image its image
     * @param pullPolicy when the image is pulled
     * @param pullSecrets with which Secrets
     */
    record Agent(String namespace, String image, String pullPolicy, List<Object> pullSecrets) {
        /** Reads a DaemonSet. */
        static Agent of(GenericKubernetesResource daemonSet) {
            Map<?, ?> pod = map(map(map(daemonSet.getAdditionalProperties().get("spec"), "template"), "spec"), null);
            Map<?, ?> container = pod.get("containers") instanceof List<?> list && !list.isEmpty()
                    ? map(list.getFirst(), null)
                    : Map.of();
            return new Agent(
                    daemonSet.getMetadata().getNamespace(),
                    String.valueOf(container.get("image")),
                    container.get("imagePullPolicy") instanceof String policy ? policy : "IfNotPresent",
                    pod.get("imagePullSecrets") instanceof List<?> secrets ? new ArrayList<>(secrets) : List.of());
        }

        private static Map<?, ?> map(@Nullable Object value, @Nullable String key) {
            Object inner = key == null ? value : value instanceof Map<?, ?> outer ? outer.get(key) : null;
            return inner instanceof Map<?, ?> found ? found : Map.of();
        }
    }

    /** Writes the Job of a node. */
    static GenericKubernetesResource of(Agent agent, String run, int number, ProbePlan plan, boolean hostFiles) {
        GenericKubernetesResource job = new GenericKubernetesResource();
        job.setApiVersion("batch/v1");
        job.setKind("Job");
        job.setMetadata(new ObjectMetaBuilder()
                .withName("virtualip-doctor-%s-%d".formatted(run, number))
                .withNamespace(agent.namespace())
                .addToLabels(RUN_LABEL, run)
                .addToLabels("app.kubernetes.io/part-of", "virtualip")
                .addToAnnotations(NODE_ANNOTATION, plan.node())
                .build());
        job.setAdditionalProperty(
                "spec",
                Map.of(
                        "backoffLimit",
                        0,
                        "activeDeadlineSeconds",
                        DEADLINE_SECONDS,
                        "ttlSecondsAfterFinished",
                        TIME_TO_LIVE_SECONDS,
                        "template",
                        Map.of(
                                "metadata",
                                Map.of(
                                        "labels",
                                        Map.of(RUN_LABEL, run),
                                        "annotations",
                                        Map.of(NODE_ANNOTATION, plan.node())),
                                "spec",
                                pod(agent, plan, hostFiles))));
        return job;
    }

    private static Map<String, Object> pod(Agent agent, ProbePlan plan, boolean hostFiles) {
        Map<String, Object> pod = new LinkedHashMap<>();
        pod.put("nodeName", plan.node());
        pod.put("hostNetwork", true);
        pod.put("hostPID", true);
        pod.put("dnsPolicy", "Default");
        pod.put("restartPolicy", "Never");
        pod.put("automountServiceAccountToken", false);
        pod.put("enableServiceLinks", false);
        pod.put("terminationGracePeriodSeconds", 0);
        pod.put("tolerations", List.of(Map.of("operator", "Exists")));
        pod.put("imagePullSecrets", agent.pullSecrets());
        pod.put(
                "securityContext",
                Map.of("runAsUser", 0, "runAsGroup", 0, "seccompProfile", Map.of("type", "RuntimeDefault")));
        List<Object> volumes = new ArrayList<>(List.of(Map.of("name", "tmp", "emptyDir", Map.of("sizeLimit", "16Mi"))));
        List<Object> mounts = new ArrayList<>(List.of(Map.of("name", "tmp", "mountPath", "/tmp")));
        if (hostFiles) {
            for (String folder : List.of("etc", "run")) {
                volumes.add(Map.of("name", folder, "hostPath", Map.of("path", "/" + folder, "type", "Directory")));
                mounts.add(Map.of("name", folder, "mountPath", "/host/" + folder, "readOnly", true));
            }
        }
        pod.put("volumes", volumes);
        pod.put(
                "containers",
                List.of(Map.of(
                        "name",
                        "probe",
                        "image",
                        agent.image(),
                        "imagePullPolicy",
                        agent.pullPolicy(),
                        "args",
                        List.of("probe", "--host-root=/host", "--plan=" + ProbeJson.write(plan)),
                        "resources",
                        Map.of("requests", Map.of("cpu", "20m", "memory", "64Mi"), "limits", Map.of("memory", "160Mi")),
                        "securityContext",
                        Map.of(
                                "allowPrivilegeEscalation",
                                false,
                                "privileged",
                                false,
                                "readOnlyRootFilesystem",
                                true,
                                "capabilities",
                                Map.of("drop", List.of("ALL"), "add", List.of("NET_ADMIN", "NET_RAW", "SYS_NICE"))),
                        "volumeMounts",
                        mounts)));
        return pod;
    }
}
