package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A health check, which each candidate node runs for itself: exactly one of http, tcp, interface and service.
 *
 * @param name unique in the list
 * @param http passes when a request gets the expected answer
 * @param tcp passes when a connection can be opened
 * @param interfaceState passes while a network interface is up and has a carrier
 * @param service passes while a Kubernetes Service has a ready endpoint on the node; in Kubernetes only
 * @param command passes when a program exits with 0; in files only
 * @param period the time between two checks, 100ms..60m; default: 1s
 * @param timeout how long an answer may take, 10ms..60s and less than the period; default: 500ms
 * @param failureThreshold how many checks in a row must fail until the node is unhealthy; default: 2
 * @param successThreshold how many checks in a row must pass until the node is healthy again; default: 2
 * @param effect the effect of a failure: Withdraw hands the addresses over, and the node takes them again only if no
 *     other node does; Lower subtracts the penalty from the priority; default: Withdraw
 * @param penalty how much Lower subtracts from the priority, which stays at least 2; default: 50
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HealthCheck(
        @Nullable String name,
        @Nullable Http http,
        @Nullable Tcp tcp,
        @JsonProperty("interface") @Nullable InterfaceState interfaceState,
        @Nullable ServiceEndpoint service,
        @Nullable Command command,
        @Nullable String period,
        @Nullable String timeout,
        @Nullable Integer failureThreshold,
        @Nullable Integer successThreshold,
        @Nullable Effect effect,
        @Nullable Integer penalty) {

    /** How many health checks a virtual router has at most. */
    public static final int MAX = 16;

    /** The host of a check that names none: checks are about what runs on the node. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** The period of a check that names none. */
    public static final String DEFAULT_PERIOD = "1s";

    /** The timeout of a check that names none. */
    public static final String DEFAULT_TIMEOUT = "500ms";

    private static final int DEFAULT_THRESHOLD = 2;
    private static final int DEFAULT_PENALTY = 50;

    /** The effect of a failed check. */
    public enum Effect {
        /** Hands the addresses over and stays behind all other candidates: the default. */
        @JsonProperty("Withdraw")
        WITHDRAW,
        /** Subtracts the penalty from the priority. */
        @JsonProperty("Lower")
        LOWER
    }

    /**
     * A check by HTTP or HTTPS.
     *
     * @param port the port, 1..65535
     * @param path the path that is requested, such as /healthz; default: /
     * @param scheme HTTP or HTTPS; default: HTTP
     * @param host the IP address that is asked; default: 127.0.0.1
     * @param hostHeader the name that is sent as Host, and with HTTPS as server name; default: the host
     * @param expect the expected answer
     * @param tls the settings of HTTPS
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Http(
            @Nullable Integer port,
            @Nullable String path,
            @Nullable Scheme scheme,
            @Nullable String host,
            @Nullable String hostHeader,
            @Nullable Expect expect,
            @Nullable Tls tls) {

        /** The scheme of a request. */
        public enum Scheme {
            /** In clear text: the default. */
            @JsonProperty("HTTP")
            HTTP,
            /** With TLS. */
            @JsonProperty("HTTPS")
            HTTPS
        }

        /** The path, or its default. */
        public String pathOrDefault() {
            return path == null ? "/" : path;
        }

        /** The scheme, or its default. */
        public Scheme schemeOrDefault() {
            return scheme == null ? Scheme.HTTP : scheme;
        }

        /** The host, or its default. */
        public String hostOrDefault() {
            return host == null ? DEFAULT_HOST : host;
        }

        /** Whether the certificate is verified. */
        public boolean verifyOrDefault() {
            return tls == null || tls.verify() == null || tls.verify();
        }
    }

    /**
     * The answer that a request must get.
     *
     * @param status the status codes that pass, 100..599; default: 200..399
     * @param body a text that the body contains; default: any body passes
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Expect(List<Integer> status, @Nullable String body) {

        /** Keeps a copy of the list. */
        public Expect {
            status = Lists.copyOrEmpty(status);
        }
    }

    /**
     * The settings of HTTPS.
     *
     * @param verify whether the certificate is verified; default: true
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Tls(@Nullable Boolean verify) {}

    /**
     * A check by a TCP connection.
     *
     * @param host the IP address that is connected to; default: 127.0.0.1
     * @param port the port, 1..65535
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Tcp(@Nullable String host, @Nullable Integer port) {
        /** The host, or its default. */
        public String hostOrDefault() {
            return host == null ? DEFAULT_HOST : host;
        }
    }

    /**
     * A check of a network interface.
     *
     * @param name its name, such as eth2
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record InterfaceState(@Nullable String name) {}

    /**
     * A check of a Kubernetes Service.
     *
     * @param namespace the namespace of the Service
     * @param name the name of the Service
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ServiceEndpoint(
            @Nullable String namespace, @Nullable String name) {}

    /**
     * A check by a program. There is no shell: each item is one argument.
     *
     * @param argv the program, by its full path or a name in PATH, and its arguments
     * @param user the user that runs it; default: the user of the agent
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Command(List<String> argv, @Nullable String user) {

        /** Keeps a copy of the list. */
        public Command {
            argv = Lists.copyOrEmpty(argv);
        }
    }

    /** The period, or its default. */
    public String periodOrDefault() {
        return period == null ? DEFAULT_PERIOD : period;
    }

    /** The timeout, or its default. */
    public String timeoutOrDefault() {
        return timeout == null ? DEFAULT_TIMEOUT : timeout;
    }

    /** The failure threshold, or its default. */
    public int failureThresholdOrDefault() {
        return failureThreshold == null ? DEFAULT_THRESHOLD : failureThreshold;
    }

    /** The success threshold, or its default. */
    public int successThresholdOrDefault() {
        return successThreshold == null ? DEFAULT_THRESHOLD : successThreshold;
    }

    /** The effect, or its default. */
    public Effect effectOrDefault() {
        return effect == null ? Effect.WITHDRAW : effect;
    }

    /** The penalty, or its default. */
    public int penaltyOrDefault() {
        return penalty == null ? DEFAULT_PENALTY : penalty;
    }
}
