package dev.virtualip.testkit.kubernetes;

import dev.virtualip.testkit.lab.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The ServiceAccounts of operator and agents, with the rights that {@code deploy/rbac} gives them. */
final class ServiceAccounts {
    static final String NAMESPACE = "virtualip-system";
    static final String OPERATOR = "virtualip-operator";
    static final String AGENT = "virtualip-agent";

    private static final String ACCOUNTS = """
        {apiVersion: v1, kind: Namespace, metadata: {name: %1$s}}
        ---
        {apiVersion: v1, kind: ServiceAccount, metadata: {name: %2$s, namespace: %1$s}}
        ---
        {apiVersion: v1, kind: ServiceAccount, metadata: {name: %3$s, namespace: %1$s}}
        """.formatted(NAMESPACE, OPERATOR, AGENT);

    private static final String EVERYTHING = """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: virtualip-everything}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
        subjects:
        - {kind: ServiceAccount, name: %2$s, namespace: %1$s}
        - {kind: ServiceAccount, name: %3$s, namespace: %1$s}
        """.formatted(NAMESPACE, OPERATOR, AGENT);

    private final ApiServer api;

    ServiceAccounts(ApiServer api) {
        this.api = api;
    }

    /** Creates the accounts and gives them their rights. */
    void create() {
        api.admin().apply(ACCOUNTS).orThrow();
        List<Path> files = files();
        if (files.isEmpty()) {
            api.admin().apply(EVERYTHING).orThrow();
        }
        for (Path file : files) {
            api.admin().apply(read(file)).orThrow();
        }
    }

    /** Writes the operator's kubeconfig with a new token. */
    void operator() {
        api.kubeconfig(OPERATOR, api.token(NAMESPACE, OPERATOR), NAMESPACE);
    }

    /** Writes the kubeconfig of a node's agent with a new token, bound to that node. */
    void agent(String node) {
        api.kubeconfig(agentOf(node), api.tokenOnNode(NAMESPACE, AGENT, node), NAMESPACE);
    }

    /** The name of the kubeconfig of a node's agent. */
    static String agentOf(String node) {
        return AGENT + "-" + node;
    }

    private static List<Path> files() {
        Path folder = Checkout.root().resolve("deploy/rbac");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
