package dev.virtualip.agent.node;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Subject of a health check. */
public sealed interface HealthCheckTarget {

    /**
     * A server that answers HTTP requests.
     *
     * @param host the IP address that is asked
     * @param port the port
     * @param path the path that is requested, which begins with /
     * @param https whether the request goes through TLS
     * @param verify whether the certificate is verified
     * @param hostHeader the name that is sent as Host and as server name; null: the host
     * @param status the status codes that pass; empty: 200..399
     * @param body a text that the body must contain; null: any body passes
     */
    record Http(
            String host,
            int port,
            String path,
            boolean https,
            boolean verify,
            @Nullable String hostHeader,
            List<Integer> status,
            @Nullable String body)
            implements HealthCheckTarget {

        /** Keeps a copy of the list. */
        public Http {
            status = List.copyOf(status);
        }
    }

    /**
     * A server that accepts TCP connections.
     *
     * @param host the IP address that is connected to
     * @param port the port
     */
    record Tcp(String host, int port) implements HealthCheckTarget {}

    /**
     * A network interface that is up and has a carrier.
     *
     * @param name its name
     */
    record InterfaceUp(String name) implements HealthCheckTarget {}

    /**
     * A Kubernetes Service with a ready endpoint on this node.
     *
     * @param namespace its namespace
     * @param name its name
     */
    record Service(String namespace, String name) implements HealthCheckTarget {}

    /**
     * A program that exits with 0.
     *
     * @param argv the program and its arguments
     * @param user the user that runs it; null: the user of the agent
     */
    record Command(List<String> argv, @Nullable String user) implements HealthCheckTarget {

        /** Keeps a copy of the list. */
        public Command {
            argv = List.copyOf(argv);
        }
    }
}
