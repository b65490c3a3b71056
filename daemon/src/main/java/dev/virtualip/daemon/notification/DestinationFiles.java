package dev.virtualip.daemon.notification;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Files that a destination names: passwords, keys and certificates. Read again for each delivery, so that they can be
 * replaced while the program runs.
 *
 * @param folder the folder of the configuration, which relative names are in
 */
record DestinationFiles(Path folder) {
    private static final int MAX_SECRET_BYTES = 4096;

    /** The content of a file, without the line break at its end. */
    String secret(String field, String name) throws DeliveryException {
        Path file = folder.resolve(name);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_SECRET_BYTES + 1);
        } catch (IOException e) {
            throw unreadable(field, file, e);
        }
        String secret = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
        if (secret.isEmpty() || bytes.length > MAX_SECRET_BYTES) {
            throw DeliveryException.retryable("%s %s is %s"
                    .formatted(
                            field,
                            file,
                            secret.isEmpty() ? "empty; write the secret into it" : "longer than 4096 bytes"));
        }
        return secret;
    }

    /** A TLS context that trusts the certificates of a file and no others. */
    SSLContext trusting(String name) throws DeliveryException {
        Path file = folder.resolve(name);
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw DeliveryException.retryable("caFile " + file + " holds no certificate in PEM form");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw unreadable("caFile", file, e);
        } catch (GeneralSecurityException e) {
            throw DeliveryException.retryable(
                    "caFile %s holds no certificate in PEM form (%s)".formatted(file, e.getMessage()));
        }
    }

    private static DeliveryException unreadable(String field, Path file, IOException e) {
        String why = e instanceof NoSuchFileException
                ? "there is no such file; create it or correct the name"
                : e instanceof AccessDeniedException
                        ? "permission denied; let the user of this program read it"
                        : String.valueOf(e.getMessage());
        return DeliveryException.retryable("cannot read %s %s: %s".formatted(field, file, why));
    }
}
