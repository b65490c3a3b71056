package dev.virtualip.testkit.kubelets;

/** The Nginx of this machine as an image, and its configuration as a ConfigMap. */
public final class NginxImage {
    /** The name of the image. */
    public static final String NAME = "nginx.example/nginx:debian";

    private NginxImage() {}

    /** Loads the image onto every node. */
    public static void load(KubeletCluster cluster) {
        cluster.loadProgram(NAME, "nginx");
    }

    /**
     * Returns a ConfigMap whose nginx.conf has one server. It writes below /tmp only.
     *
     * @param name the name of the ConfigMap
     * @param server the directives of the server, one line
     */
    public static String config(String name, String server) {
        return """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: %s}
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
                  server { %s }
                }
            """.formatted(name, server);
    }
}
