package dev.virtualip.agent.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Address of the API server and credentials.
 *
 * @param server its URL
 * @param namespace the default namespace
 * @param tls TLS settings
 * @param token a fixed bearer token; null: none
 * @param tokenFile a file with a bearer token, read for each request; null: none
 * @param proxy the URL of a proxy; null: none
 */
public record ApiSettings(
        String server,
        String namespace,
        Tls tls,
        @Nullable String token,
        @Nullable Path tokenFile,
        @Nullable String proxy) {

    /**
     * TLS settings.
     *
     * @param authority the certificate authority of the server; absent: the default trust store of Java
     * @param certificate the client certificate
     * @param key its private key
     * @param insecure whether the server's certificate is not verified
     */
    public record Tls(Pem authority, Pem certificate, Pem key, boolean insecure) {}

    /**
     * PEM text, in a file or given as it is (Base64, as a kubeconfig holds it); both null: absent.
     *
     * @param file the file
     * @param base64 the text
     */
    public record Pem(@Nullable Path file, @Nullable String base64) {
        /** Absent PEM text. */
        public static final Pem NONE = new Pem(null, null);

        /** Omits the text, since it may be a key. */
        @Override
        public String toString() {
            return file != null ? file.toString() : base64 == null ? "none" : "given";
        }
    }

    /** The files whose change requires a new connection. */
    List<Path> files() {
        return Stream.of(tls.authority, tls.certificate, tls.key)
                .map(Pem::file)
                .filter(Objects::nonNull)
                .map(Path.class::cast)
                .toList();
    }

    /** Omits the token, since the text may be logged. */
    @Override
    public String toString() {
        return "ApiSettings[server=%s, namespace=%s, tls=%s, token=%s, tokenFile=%s, proxy=%s]"
                .formatted(server, namespace, tls, token == null ? "none" : "***", tokenFile, proxy);
    }
}
