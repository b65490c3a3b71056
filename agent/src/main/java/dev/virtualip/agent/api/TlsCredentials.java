package dev.virtualip.agent.api;

import dev.virtualip.agent.api.ApiSettings.Pem;
import dev.virtualip.agent.api.ApiSettings.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS context from PEM texts. Trusts only the given certificate authority. */
final class TlsCredentials {
    private TlsCredentials() {}

    static SSLContext context(Tls tls) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(tls), trust(tls), null);
        return context;
    }

    private static TrustManager @Nullable [] trust(Tls tls) throws IOException, GeneralSecurityException {
        if (tls.insecure()) {
            return new TrustManager[] {new InsecureTrust()};
        }
        if (tls.authority().equals(Pem.NONE)) {
            // The default trust store of Java.
            return null;
        }
        KeyStore store = emptyStore();
        for (Certificate certificate : certificates(tls.authority())) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keys(Tls tls) throws IOException, GeneralSecurityException {
        if (tls.certificate().equals(Pem.NONE) || tls.key().equals(Pem.NONE)) {
            return null;
        }
        char[] noPassword = new char[0];
        KeyStore store = emptyStore();
        store.setKeyEntry("agent", PrivateKeys.read(text(tls.key())), noPassword, certificates(tls.certificate()));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, noPassword);
        return factory.getKeyManagers();
    }

    private static Certificate[] certificates(Pem pem) throws IOException, GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(text(pem)))
                .toArray(Certificate[]::new);
    }

    private static byte[] text(Pem pem) throws IOException {
        return pem.file() != null
                ? Files.readAllBytes(pem.file())
                : Base64.getMimeDecoder().decode(String.valueOf(pem.base64()));
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
