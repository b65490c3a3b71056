package dev.virtualip.agent.api;

import dev.virtualip.agent.api.ApiSettings.Pem;
import dev.virtualip.agent.api.ApiSettings.Tls;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connections with one set of credentials. Files that are replaced make it {@link #stale}: then it is closed and
 * another one made; a token file is read for each request instead.
 */
final class ApiConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;

    private final ApiSettings settings;
    private final ChangingFiles files;
    private final HttpClient http;

    private ApiConnection(ApiSettings settings, ChangingFiles files, HttpClient http) {
        this.settings = settings;
        this.files = files;
        this.http = http;
    }

    /**
     * A connection; nothing is sent yet.
     *
     * @param settings where and as whom
     * @param origin the file that the settings come from; null: none that changes
     */
    static ApiConnection open(ApiSettings settings, @Nullable Path origin) throws IOException {
        List<Path> watched = new ArrayList<>(settings.files());
        if (origin != null) {
            watched.add(origin);
        }
        ChangingFiles files = ChangingFiles.of(watched);
        try {
            Config config = config(settings);
            HttpClient.Builder builder = new JdkHttpClientFactory().newBuilder(config);
            Pem authority = settings.tls().authority();
            if (!settings.tls().insecure() && !authority.equals(Pem.NONE)) {
                // Fabric8 adds it to all that the Java platform trusts; a cluster is to be trusted for what it signed.
                builder.sslContext(SSLUtils.keyManagers(config), trust(authority));
            }
            return new ApiConnection(settings, files, builder.build());
        } catch (GeneralSecurityException | KubernetesClientException | IllegalArgumentException e) {
            throw new IOException("the credentials for " + settings.server() + " cannot be used: " + e.getMessage(), e);
        }
    }

    HttpClient http() {
        return http;
    }

    ApiSettings settings() {
        return settings;
    }

    /** Whether a file that it was made from has been replaced. */
    boolean stale() {
        return files.changed();
    }

    @Override
    public void close() {
        http.close();
    }

    private static Config config(ApiSettings settings) {
        Config config = Config.empty();
        config.setMasterUrl(settings.server());
        config.setUserAgent("virtualip-agent");
        config.setConnectionTimeout(CONNECT_MILLIS);
        // One connection, one thing: a watch that hangs must not hold up a status.
        config.setHttp2Disable(true);
        // When to try again is decided by who knows what for.
        config.setRequestRetryBackoffLimit(0);
        config.setHttpsProxy(settings.proxy());
        config.setOauthToken(settings.token());
        Path tokenFile = settings.tokenFile();
        if (tokenFile != null) {
            config.setOauthTokenProvider(() -> token(tokenFile));
        }
        Tls tls = settings.tls();
        config.setTrustCerts(tls.insecure());
        config.setClientCertFile(file(tls.certificate()));
        config.setClientCertData(tls.certificate().base64());
        config.setClientKeyFile(file(tls.key()));
        config.setClientKeyData(tls.key().base64());
        return config;
    }

    private static @Nullable String file(Pem pem) {
        return pem.file() == null ? null : pem.file().toString();
    }

    /** The token as it is now; none if the file is just being replaced: the server says 401, and it is tried again. */
    private static @Nullable String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            return null;
        }
    }

    private static TrustManager[] trust(Pem authority) throws IOException, GeneralSecurityException {
        byte[] text = authority.file() != null
                ? Files.readAllBytes(authority.file())
                : Base64.getMimeDecoder().decode(String.valueOf(authority.base64()));
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        CertificateFactory certificates = CertificateFactory.getInstance("X.509");
        for (Certificate certificate : certificates.generateCertificates(new ByteArrayInputStream(text))) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
