package dev.virtualip.testkit.kubelets;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Our chart in a cluster, with the images that {@code mvn -P image package}, or the tests of module deploy, built. */
public final class ChartRelease {
    /** The namespace that it is in. */
    public static final String NAMESPACE = "virtualip-system";

    /** Its name. */
    public static final String NAME = "virtualip";

    private static final Path IMAGES = Checkout.root().resolve("deploy/target/images");
    private static final List<String> PROGRAMS = List.of("virtualip-agent", "virtualip-operator");
    private static final double KIB_PER_MIB = 1024;
    private static final String AGENT_PROCESS = "[v]irtualip-agent.jar run";
    private static final String IN_NAMESPACE = "--namespace=" + NAMESPACE;

    private final KubeletCluster cluster;
    private final Pods pods;

    private ChartRelease(KubeletCluster cluster) {
        this.cluster = cluster;
        this.pods = new Pods(cluster.api());
    }

    /** Gives the nodes our images and makes the namespace; nothing is installed yet. */
    public static ChartRelease prepare(KubeletCluster cluster) {
        loadImages(cluster);
        cluster.kubectl("create", "namespace", NAMESPACE);
        cluster.kubectl("label", "namespace", NAMESPACE, "pod-security.kubernetes.io/enforce=privileged");
        return new ChartRelease(cluster);
    }

    /** Gives the nodes our images. */
    public static void loadImages(KubeletCluster cluster) {
        for (String program : PROGRAMS) {
            Path archive = IMAGES.resolve(program + ".tar");
            if (!Files.exists(archive)) {
                throw new LabException("no image " + archive + ": mvn -B -P image -DskipTests package");
            }
            cluster.load(archive);
        }
    }

    /** Installs the chart and waits until all is ready. */
    public void install(String... options) {
        helm("install", Checkout.root().resolve("deploy/helm/virtualip"), options);
    }

    /** Upgrades to a chart, perhaps another one, and waits until all is ready. */
    public void upgrade(Path chart, String... options) {
        helm("upgrade", chart, options);
    }

    /** Goes back to the revision before, and waits until all is ready. */
    public void rollBack() {
        cluster.helm("rollback", NAME, IN_NAMESPACE, "--wait", "--timeout=120s");
    }

    /** Uninstalls it and waits until its Pods are gone. */
    public void uninstall() {
        cluster.helm("uninstall", NAME, IN_NAMESPACE, "--wait", "--timeout=120s");
        cluster.await("no Pods any more", () -> pods.all().isEmpty());
    }

    /** Waits until every node has its agent and the operator runs, all of them ready. */
    public void awaitReady() {
        cluster.kubectl("rollout", "status", "daemonset/virtualip-agent", IN_NAMESPACE, "--timeout=120s");
        cluster.kubectl("rollout", "status", "deployment/virtualip-operator", IN_NAMESPACE, "--timeout=120s");
        cluster.await(
                "every agent is ready", () -> KubeletCluster.NODES.stream().allMatch(this::agentIsReady));
    }

    /** The name of the agent's Pod on a node; empty when there is none that stays. */
    public String agentPod(String node) {
        return pods.agent(node).map(Pods::name).orElse("");
    }

    /** Whether a node's agent is ready. */
    public boolean agentIsReady(String node) {
        return pods.agent(node).filter(Pods::isReady).isPresent();
    }

    /** The agent's process on a node, as that node counts. */
    public String agentProcess(String node) {
        return cluster.exec(node, "pgrep", "-f", "--", AGENT_PROCESS);
    }

    /** Whether the agent's process on a node is there, and another one than this. */
    public boolean agentRunsAgain(String node, String before) {
        // In the shell's own command line the pattern does not match itself.
        String now = cluster.exec(node, "sh", "-c", "pgrep -f -- '%s' || :".formatted(AGENT_PROCESS));
        return !now.isEmpty() && !now.equals(before);
    }

    /**
     * The memory that is resident for a program of ours, in MiB, where it is the most.
     *
     * @param program {@code agent} or {@code operator}
     */
    public double residentMebibytes(String program) {
        String question =
                "for pid in $(pgrep -f '[v]irtualip-%s.jar'); do grep VmRSS /proc/$pid/status; done".formatted(program);
        return KubeletCluster.NODES.stream()
                        .flatMap(node -> cluster.exec(node, "sh", "-c", question + " || :")
                                .lines())
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .max()
                        .orElse(0)
                / KIB_PER_MIB;
    }

    /** Sets the number of operators and waits for them. */
    public void operators(int replicas) {
        cluster.kubectl("scale", "deployment/virtualip-operator", IN_NAMESPACE, "--replicas=" + replicas);
        cluster.await(
                replicas + " operators", () -> pods.of("virtualip-operator").size() == replicas);
    }

    private void helm(String command, Path chart, String... options) {
        List<String> line = new ArrayList<>(List.of(command, NAME, chart.toString(), IN_NAMESPACE));
        line.addAll(List.of("--set=image.tag=" + tag(), "--wait", "--timeout=120s"));
        line.addAll(Arrays.asList(options));
        cluster.helm(line.toArray(String[]::new));
    }

    /** The tag that the images were built with, as the node has it. */
    private String tag() {
        String agent = "docker.io/library/" + PROGRAMS.getFirst() + ":";
        Stream<String> names = cluster.exec(
                        KubeletCluster.NODES.getFirst(), "ctr", "-n", "k8s.io", "images", "ls", "-q")
                .lines();
        return names.filter(name -> name.startsWith(agent))
                .map(name -> name.substring(agent.length()))
                .findFirst()
                .orElseThrow(() -> new LabException("containerd has no " + agent));
    }
}
