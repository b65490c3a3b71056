package dev.virtualip.testkit.kubelets;

import dev.virtualip.testkit.kernel.LabException;
import java.util.List;

/** Describes the state of a cluster for the message of a failed wait. */
final class KubeletClusterReport {
    private static final List<List<String>> QUESTIONS = List.of(
            List.of("get", "nodes"),
            List.of("get", "pods", "--all-namespaces", "-o", "wide"),
            List.of("get", "virtualips", "-o", "yaml"),
            List.of("get", "events", "--all-namespaces", "--sort-by=.lastTimestamp"),
            List.of(
                    "logs",
                    "--namespace=virtualip-system",
                    "--selector=app.kubernetes.io/part-of=virtualip",
                    "--prefix",
                    "--tail=12"));

    private KubeletClusterReport() {}

    static String of(KubeletCluster cluster) {
        StringBuilder story = new StringBuilder("the hosts' logs: " + cluster.folder() + "/hosts\n");
        for (List<String> question : QUESTIONS) {
            story.append("== kubectl ").append(String.join(" ", question)).append('\n');
            try {
                story.append(cluster.kubectl(question.toArray(String[]::new))).append('\n');
            } catch (LabException e) {
                story.append(e.getMessage()).append('\n');
            }
        }
        return story.toString();
    }
}
