package dev.virtualip.e2e.kubelets;

import dev.virtualip.testkit.kubelets.KubeletCluster;

/** Nginx on the network of every node, whose only page is the node's name: a bare-metal ingress at its smallest. */
final class WebServers {
    private static final String IMAGE = "nginx.example/nginx:debian";

    private static final String OBJECTS = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web}
        data:
          nginx.conf: |
            daemon off;
            user root root;
            pid /tmp/nginx.pid;
            error_log stderr;
            events {}
            http {
              access_log off;
              client_body_temp_path /tmp/body;
              proxy_temp_path /tmp/proxy;
              fastcgi_temp_path /tmp/fastcgi;
              scgi_temp_path /tmp/scgi;
              uwsgi_temp_path /tmp/uwsgi;
              server {
                listen 80;
                return 200 "$hostname\\n";
              }
            }
        ---
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
        """.formatted(IMAGE);

    private WebServers() {}

    /** Starts them and returns when every node has one. */
    static void start(KubeletCluster cluster) {
        cluster.loadProgram(IMAGE, "nginx");
        cluster.api().apply(OBJECTS).orThrow();
        cluster.kubectl("rollout", "status", "daemonset/web", "--timeout=180s");
    }
}
