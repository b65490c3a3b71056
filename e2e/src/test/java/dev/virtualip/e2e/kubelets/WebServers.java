package dev.virtualip.e2e.kubelets;

import dev.virtualip.testkit.kubelets.KubeletCluster;
import dev.virtualip.testkit.kubelets.NginxImage;

/** Nginx on the network of every node, whose only page is the node's name: a bare-metal ingress at its smallest. */
final class WebServers {
    private static final String DAEMON_SET = """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              hostNetwork: true
              terminationGracePeriodSeconds: 1
              containers:
              - name: nginx
                image: %s
                imagePullPolicy: Never
                args: [-c, /etc/web/nginx.conf]
                readinessProbe: {periodSeconds: 1, tcpSocket: {port: 80}}
                securityContext: {readOnlyRootFilesystem: true}
                volumeMounts:
                - {name: config, mountPath: /etc/web}
                - {name: tmp, mountPath: /tmp}
              volumes:
              - {name: config, configMap: {name: web}}
              - {name: tmp, emptyDir: {medium: Memory}}
        """.formatted(NginxImage.NAME);

    private WebServers() {}

    /** Starts them and returns when every node has one. */
    static void start(KubeletCluster cluster) {
        NginxImage.load(cluster);
        cluster.api()
                .apply(NginxImage.config("web", "listen 80; return 200 \"$hostname\\n\";"))
                .orThrow();
        cluster.api().apply(DAEMON_SET).orThrow();
        cluster.kubectl("rollout", "status", "daemonset/web", "--timeout=180s");
    }
}
