package dev.virtualip.testkit.kubelets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.testkit.kubernetes.ApiAnswer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An Nginx Pod on each node, behind whatever Service selects {@code app: web}. A Pod's page is its name, which begins
 * with {@code web-} and its node; {@code /client} is the address that asked. Each node's Pod has a Deployment of its
 * own, so that a test says where endpoints are. A Pod that is to end serves for three more seconds, as any that is to
 * be replaced without a loss has to.
 */
public final class NginxPods {
    /** Longer than kube-proxy, the operator and a planned move need to follow. */
    public static final int SERVES_ON_SECONDS = 3;

    private static final String PODS = "/api/v1/namespaces/default/pods?labelSelector=app%3Dweb";

    private static final String CONFIG = NginxImage.config(
            "web-pods",
            "listen [::]:80 ipv6only=off; location / { return 200 \"$hostname\\n\"; }"
                    + " location /client { return 200 \"$remote_addr\\n\"; }");

    private final KubeletCluster cluster;

    private NginxPods(KubeletCluster cluster) {
        this.cluster = cluster;
    }

    /** Starts one on each node; {@link #awaitReady} waits for them. */
    public static NginxPods start(KubeletCluster cluster) {
        NginxImage.load(cluster);
        cluster.api().apply(CONFIG).orThrow();
        KubeletCluster.NODES.forEach(
                node -> cluster.api().apply(deployment(node)).orThrow());
        return new NginxPods(cluster);
    }

    /** Waits until each node has one that is ready, and none that ends. */
    public void awaitReady() {
        cluster.await("each node has its Nginx Pod", () -> nodes().equals(KubeletCluster.NODES));
    }

    /** The nodes of all Pods, sorted; one that is not ready or that ends makes it more than its node's. */
    private List<String> nodes() {
        ApiAnswer answer = cluster.api().get(PODS);
        return StreamSupport.stream(answer.body().path("items").spliterator(), false)
                .map(NginxPods::place)
                .sorted()
                .toList();
    }

    private static String place(JsonNode pod) {
        String node = pod.path("spec").path("nodeName").asText();
        return Pods.isReady(pod) && !pod.path("metadata").has("deletionTimestamp") ? node : node + ", not ready";
    }

    /** The node in the page of one of them. */
    static String node(String page) {
        return KubeletCluster.NODES.stream()
                .filter(node -> page.startsWith("web-" + node + "-"))
                .findFirst()
                .orElse(page);
    }

    /** Ends a node's Pod at once, as if its program had crashed for good; {@link #give} brings another one. */
    public void kill(String node) {
        cluster.kubectl("scale", "deployment/web-" + node, "--replicas=0");
        cluster.kubectl("delete", "pod", "--selector=app=web,node=" + node, "--force", "--grace-period=0");
    }

    /** Ends a node's Pod in order. */
    public void take(String node) {
        cluster.kubectl("scale", "deployment/web-" + node, "--replicas=0");
    }

    /** Gives a node its Pod back. */
    public void give(String node) {
        cluster.kubectl("scale", "deployment/web-" + node, "--replicas=1");
    }

    /** Replaces all of them, as a new image does, and returns when it has happened. */
    public void roll() {
        String all = KubeletCluster.NODES.stream()
                .map(node -> "deployment/web-" + node)
                .collect(Collectors.joining(" "));
        cluster.kubectl(("rollout restart " + all).split(" "));
        KubeletCluster.NODES.forEach(
                node -> cluster.kubectl("rollout", "status", "deployment/web-" + node, "--timeout=60s"));
    }

    private static String deployment(String node) {
        return """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web-%1$s}
            spec:
              strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
              selector: {matchLabels: {app: web, node: %1$s}}
              template:
                metadata: {labels: {app: web, node: %1$s}}
                spec:
                  nodeSelector: {kubernetes.io/hostname: %1$s}
                  terminationGracePeriodSeconds: 10
                  containers:
                  - name: nginx
                    image: %2$s
                    imagePullPolicy: Never
                    args: [-c, /etc/web/nginx.conf]
                    readinessProbe: {periodSeconds: 1, tcpSocket: {port: 80}}
                    lifecycle: {preStop: {sleep: {seconds: %3$d}}}
                    volumeMounts:
                    - {name: config, mountPath: /etc/web}
                    - {name: tmp, mountPath: /tmp}
                  volumes:
                  - {name: config, configMap: {name: web-pods}}
                  - {name: tmp, emptyDir: {medium: Memory}}
            """.formatted(node, NginxImage.NAME, SERVES_ON_SECONDS);
    }
}
