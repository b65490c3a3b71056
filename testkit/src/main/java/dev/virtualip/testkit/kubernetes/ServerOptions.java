package dev.virtualip.testkit.kubernetes;

import java.net.InetAddress;
import java.util.List;

/** The options of etcd and kube-apiserver. Each lab has a loopback of its own, so ports are always free. */
final class ServerOptions {
    private static final String ETCD = "http://127.0.0.1:2379";
    private static final String ETCD_PEER = "http://127.0.0.1:2380";

    private ServerOptions() {}

    static List<String> etcd(ServerFiles files) {
        return List.of(
                "--data-dir=" + files.path("etcd"),
                // This data need not survive a power cut.
                "--unsafe-no-fsync",
                "--log-level=warn",
                "--listen-client-urls=" + ETCD,
                "--advertise-client-urls=" + ETCD,
                "--listen-peer-urls=" + ETCD_PEER);
    }

    static List<String> apiServer(ServerFiles files, InetAddress address, int port) {
        return List.of(
                "--etcd-servers=" + ETCD,
                "--secure-port=" + port,
                // Without it the server wants a default route.
                "--advertise-address=" + address.getHostAddress(),
                "--cert-dir=" + files.path("tls"),
                "--token-auth-file=" + files.path("tokens.csv"),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + files.path("service-accounts.pub"),
                "--service-account-signing-key-file=" + files.path("service-accounts.key"),
                "--service-cluster-ip-range=203.0.113.0/24",
                "--authorization-mode=RBAC",
                "--audit-policy-file=" + files.path("audit-policy.json"),
                "--audit-log-path=" + files.path("audit.log"));
    }
}
