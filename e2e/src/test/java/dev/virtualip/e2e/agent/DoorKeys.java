package dev.virtualip.e2e.agent;

import dev.virtualip.e2e.kernel.LabException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key with a certificate of its own, made by the JDK's keytool.
 *
 * @param tls for whoever serves with it
 * @param certificate in PEM, for whoever is to trust it
 */
record DoorKeys(SSLContext tls, String certificate) {
    private static final String PASSWORD = "unimportant";
    private static final String ALIAS = "door";

    /** New ones for an address; {@code folder} holds them meanwhile. */
    static DoorKeys generate(Path folder, InetAddress address) {
        Path store = folder.resolve("door-" + System.nanoTime() + ".p12");
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=door",
                            "-ext",
                            "san=ip:" + address.getHostAddress(),
                            "-keystore",
                            store.toString(),
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new LabException("keytool: " + said);
            }
            return read(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new LabException("no key for a door", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while keys are made", e);
        }
    }

    /** Sockets that trust these certificates (PEM) and no others. */
    static SSLSocketFactory trusting(byte[] certificates) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (var certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificates))) {
                store.setCertificateEntry("c" + store.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new LabException("these certificates cannot be used", e);
        }
    }

    private static DoorKeys read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        String pem = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(store.getCertificate(ALIAS).getEncoded());
        return new DoorKeys(context, "-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n");
    }
}
