package dev.virtualip.agent.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the API server is and who we are to it.
 *
 * @param server its URL
 * @param namespace the namespace of what is asked for without one
 * @param tls whom to trust, and our certificate
 * @param token a bearer token that stays; null: none
 * @param tokenFile a file with a bearer token, which is read again and again; null: none
 * @param proxy the URL of a proxy on the way; null: none
 */
public record ApiSettings(
        String server,
        String namespace,
        Tls tls,
        @Nullable String token,
        @Nullable Path tokenFile,
        @Nullable String proxy) {

    /**
     * What TLS needs.
     *
     * @param authority who signs the server's certificate; absent: whom the Java platform trusts
     * @param certificate our certificate
     * @param key its private key
     * @param insecure whether the server's certificate is not looked at
     */
    public record Tls(Pem authority, Pem certificate, Pem key, boolean insecure) {}

    /**
     * PEM text, in a file or given as it is (Base64, as a kubeconfig holds it); both null: absent.
     *
     * @param file the file
     * @param base64 the text
     */
    public record Pem(@Nullable Path file, @Nullable String base64) {
        /** There is none. */
        public static final Pem NONE = new Pem(null, null);

        /** Not the text: it may be a key. */
        @Override
        public String toString() {
            return file != null ? file.toString() : base64 == null ? "none" : "given";
        }
    }

    /** The files whose change makes a new connection necessary. */
    List<Path> files() {
        return Stream.of(tls.authority, tls.certificate, tls.key)
                .map(Pem::file)
                .filter(Objects::nonNull)
                .map(Path.class::cast)
                .toList();
    }

    /** Without the token: it may end up in a log line. */
    @Override
    public String toString() {
        return "ApiSettings[server=%s, namespace=%s, tls=%s, token=%s, tokenFile=%s, proxy=%s]"
                .formatted(server, namespace, tls, token == null ? "none" : "***", tokenFile, proxy);
    }
}
