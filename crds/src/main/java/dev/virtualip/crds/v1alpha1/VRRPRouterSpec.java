package dev.virtualip.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of the virtual routers of one node.
 *
 * @param virtualRouters the virtual routers, at most {@link #MAX_VIRTUAL_ROUTERS}; names are unique
 * @param notifications destinations of notifications, at most {@link #MAX_NOTIFICATIONS}; in files only
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VRRPRouterSpec(
        @JsonInclude(JsonInclude.Include.ALWAYS) List<VirtualRouter> virtualRouters, List<Notification> notifications) {

    /** How many virtual routers one node runs at most: four interfaces full of Virtual Router IDs. */
    public static final int MAX_VIRTUAL_ROUTERS = 1024;

    /** Keeps copies of the lists. */
    public VRRPRouterSpec {
        virtualRouters = Lists.copyOrEmpty(virtualRouters);
        notifications = Lists.copyOrEmpty(notifications);
    }

    /** A spec that runs these virtual routers. */
    public static VRRPRouterSpec of(List<VirtualRouter> virtualRouters) {
        return new VRRPRouterSpec(virtualRouters, List.of());
    }

    /** How many destinations of notifications a document names at most. */
    public static final int MAX_NOTIFICATIONS = 16;

    /**
     * A destination of notifications: either mail or a webhook. In files only: in Kubernetes destinations are the
     * operator's configuration, in the same form.
     *
     * @param name unique in the document
     * @param on the kinds of events that are sent; none: {@link #DEFAULT_EVENTS}
     * @param mail sends by SMTP
     * @param webhook sends by HTTP
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Notification(
            @Nullable String name,
            List<Event> on,
            @Nullable Mail mail,
            @Nullable Webhook webhook) {

        /** What is sent where nothing else is asked for. */
        public static final List<Event> DEFAULT_EVENTS = List.of(Event.ACTIVE, Event.FAULT, Event.CONFLICT);

        /** Keeps a copy of the list. */
        public Notification {
            on = Lists.copyOrEmpty(on);
        }

        /** The kinds of events that are sent. */
        public List<Event> onOrDefault() {
            return on.isEmpty() ? DEFAULT_EVENTS : on;
        }
    }

    /** Kinds of events that can be sent. */
    public enum Event {
        /** A router became Active. */
        @JsonProperty("Active")
        ACTIVE,
        /** A router became Backup. */
        @JsonProperty("Backup")
        BACKUP,
        /** A router that ran is in Initialize, or a health check made it give up its addresses. */
        @JsonProperty("Fault")
        FAULT,
        /** Another host answers for an address, or advertises on the Virtual Router ID as one that cannot be a peer. */
        @JsonProperty("Conflict")
        CONFLICT
    }

    /**
     * Mail as a destination.
     *
     * @param server the host name or address of the mail server
     * @param port its port; none: 25, 587 with StartTLS, 465 with TLS
     * @param tls how the connection is encrypted; none: StartTLS
     * @param caFile the certificates to trust in PEM form, relative to the folder of the document; none: Java's own
     * @param user the name to log in with; none: no login
     * @param passwordFile the file that holds the password; relative to the folder of the document
     * @param from the sender
     * @param to the recipients, at most {@link #MAX_RECIPIENTS}
     * @param connectTimeout how long to wait for the server, 1s..60s; none: 30s
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Mail(
            @Nullable String server,
            @Nullable Integer port,
            @Nullable Tls tls,
            @Nullable String caFile,
            @Nullable String user,
            @Nullable String passwordFile,
            @Nullable String from,
            List<String> to,
            @Nullable String connectTimeout) {

        /** How many recipients one destination has at most. */
        public static final int MAX_RECIPIENTS = 32;

        /** Keeps a copy of the list. */
        public Mail {
            to = Lists.copyOrEmpty(to);
        }

        /** How the connection is encrypted. */
        public Tls tlsOrDefault() {
            return tls == null ? Tls.START_TLS : tls;
        }

        /** The port of the server. */
        public int portOrDefault() {
            if (port != null) {
                return port;
            }
            return switch (tlsOrDefault()) {
                case NONE -> 25;
                case START_TLS -> 587;
                case TLS -> 465;
            };
        }

        /** How long to wait for the server. */
        public String connectTimeoutOrDefault() {
            return connectTimeout == null ? "30s" : connectTimeout;
        }
    }

    /** Encryption of the connection to a mail server. */
    public enum Tls {
        /** Not at all. */
        @JsonProperty("None")
        NONE,
        /** It begins in clear text and must change to TLS: the default. */
        @JsonProperty("StartTLS")
        START_TLS,
        /** From its first byte on. */
        @JsonProperty("TLS")
        TLS
    }

    /**
     * Webhook as a destination: CloudEvents in JSON by HTTP POST.
     *
     * @param url where to; http or https
     * @param signingKeyFile the file that holds the key that requests are signed with; relative to the folder of the
     *     document; none: they are not signed
     * @param caFile the certificates to trust in PEM form, relative to the folder of the document; none: Java's own
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Webhook(
            @Nullable String url,
            @Nullable String signingKeyFile,
            @Nullable String caFile) {

        /** The text form, without the URL, which may hold a secret: it may end up in a log line. */
        @Override
        public String toString() {
            return "Webhook[url=%s, signingKeyFile=%s, caFile=%s]"
                    .formatted(url == null ? "none" : "***", signingKeyFile, caFile);
        }
    }
}
