package dev.virtualip.e2e.agent;

import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.lab.Commands;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key with a certificate of its own, made by the JDK's keytool.
 *
 * @param tls for the server
 * @param certificate in PEM, for clients
 */
record ProxyKeys(SSLContext tls, String certificate) {
    private static final String PASSWORD = "unimportant";
    private static final String ALIAS = "proxy";

    /** New ones for an address; {@code folder} holds them meanwhile. */
    static ProxyKeys generate(Path folder, InetAddress address) {
        Path store = folder.resolve("proxy-" + System.nanoTime() + ".p12");
        Commands.run(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=proxy",
                "-ext",
                "san=ip:" + address.getHostAddress(),
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD);
        try {
            return read(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new LabException("no key for a proxy", e);
        }
    }

    private static ProxyKeys read(Path file) throws IOException, GeneralSecurityException {
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
        return new ProxyKeys(context, "-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n");
    }
}
