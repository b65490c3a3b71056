package dev.virtualip.agent.config.kubernetes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields of a kubeconfig that this agent reads. */
record KubeconfigDocument(
        @JsonProperty("current-context") @Nullable String currentContext,
        @Nullable List<NamedContext> contexts,
        @Nullable List<NamedCluster> clusters,
        @Nullable List<NamedUser> users) {

    /** Item of one of its lists. */
    interface Named<T> {
        @Nullable
        String name();

        @Nullable
        T content();
    }

    record NamedContext(
            @Nullable String name,
            @JsonProperty("context") @Nullable Context content) implements Named<Context> {}

    record Context(
            @Nullable String cluster,
            @Nullable String user,
            @Nullable String namespace) {}

    record NamedCluster(
            @Nullable String name,
            @JsonProperty("cluster") @Nullable Cluster content) implements Named<Cluster> {}

    record Cluster(
            @Nullable String server,
            @JsonProperty("certificate-authority") @Nullable String authority,

            @JsonProperty("certificate-authority-data") @Nullable
            String authorityData,

            @JsonProperty("insecure-skip-tls-verify") @Nullable
            Boolean insecure,

            @JsonProperty("tls-server-name") @Nullable String tlsServerName,
            @JsonProperty("proxy-url") @Nullable String proxy) {}

    record NamedUser(
            @Nullable String name,
            @JsonProperty("user") @Nullable User content) implements Named<User> {}

    record User(
            @Nullable String token,
            @Nullable String tokenFile,
            @JsonProperty("client-certificate") @Nullable String certificate,

            @JsonProperty("client-certificate-data") @Nullable
            String certificateData,

            @JsonProperty("client-key") @Nullable String key,
            @JsonProperty("client-key-data") @Nullable String keyData,
            @Nullable Ignored exec,
            @JsonProperty("auth-provider") @Nullable Ignored authProvider) {

        /** Omits the secrets. */
        @Override
        public String toString() {
            return "User[***]";
        }
    }

    /** Value whose content is not read. */
    record Ignored(@Nullable String name) {}
}
