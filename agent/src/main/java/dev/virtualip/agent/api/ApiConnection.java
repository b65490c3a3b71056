package dev.virtualip.agent.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HTTP connections with one set of credentials. Becomes {@link #stale} when a file with credentials is replaced; a
 * token file is read for each request instead.
 */
final class ApiConnection implements AutoCloseable {
    /** TCP resends a lost SYN after 1 s, 2 s, 4 s …; a new attempt sends one at once. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final ApiSettings settings;
    private final FileChangeDetector files;
    private final HttpClient http;

    private ApiConnection(ApiSettings settings, FileChangeDetector files, HttpClient http) {
        this.settings = settings;
        this.files = files;
        this.http = http;
    }

    /**
     * Opens no connection before the first request.
     *
     * @param settings address and credentials
     * @param settingsSource the file that the settings come from; null: none that changes
     */
    static ApiConnection open(ApiSettings settings, @Nullable Path settingsSource) throws IOException {
        List<Path> watched = new ArrayList<>(settings.files());
        if (settingsSource != null) {
            watched.add(settingsSource);
        }
        FileChangeDetector files = FileChangeDetector.of(watched);
        try {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    // A connection for each request: a watch that hangs must not delay a status.
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .proxy(proxy(settings.proxy()));
            if (settings.server().startsWith("https:")) {
                builder.sslContext(TlsCredentials.context(settings.tls()));
            }
            return new ApiConnection(settings, files, builder.build());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    "the credentials for %s cannot be used: %s".formatted(settings.server(), ApiErrorText.of(e)), e);
        }
    }

    HttpClient http() {
        return http;
    }

    /** The URL of the server. */
    String server() {
        return settings.server();
    }

    /** Whether a file with its credentials was replaced. */
    boolean stale() {
        return files.changed();
    }

    /** A request for a path, with credentials. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server().replaceFirst("/$", "") + path))
                .header("Accept", "application/json")
                .header("User-Agent", "virtualip-agent");
        String token = token();
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    /** Aborts all requests. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    /** The current token; none while the file is being replaced: the server answers 401, and the caller retries. */
    private @Nullable String token() {
        Path file = settings.tokenFile();
        if (file == null) {
            return settings.token();
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            return null;
        }
    }

    private static ProxySelector proxy(@Nullable String url) {
        if (url == null) {
            return HttpClient.Builder.NO_PROXY;
        }
        URI proxy = URI.create(url);
        if (proxy.getHost() == null || proxy.getPort() < 0) {
            throw new IllegalArgumentException("'%s' is not the URL of a proxy; write http://HOST:PORT".formatted(url));
        }
        return ProxySelector.of(InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort()));
    }
}
