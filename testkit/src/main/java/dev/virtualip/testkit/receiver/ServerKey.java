package dev.virtualip.testkit.receiver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Key of a TLS server for localhost and 127.0.0.1, with a certificate of a test CA; made by the JDK's keytool.
 *
 * @param store the PKCS #12 file with both keys
 * @param pem the CA's certificate in PEM form, for clients to trust
 */
public record ServerKey(Path store, Path pem) {
    private static final String PASSWORD = "password";

    /** A key whose certificate is valid. */
    public static ServerKey valid(Path folder) throws IOException {
        return create(folder, "valid", "-1d", "30");
    }

    /** A key whose certificate expired five days ago. */
    public static ServerKey expired(Path folder) throws IOException {
        return create(folder, "expired", "-10d", "5");
    }

    private static ServerKey create(Path folder, String name, String start, String days) throws IOException {
        Path store = folder.resolve(name + ".p12");
        Path pem = folder.resolve(name + ".pem");
        keytool(store, "-genkeypair -alias ca -keyalg EC -dname CN=TestCA -ext bc:c");
        keytool(
                store,
                "-genkeypair -alias server -keyalg EC -dname CN=localhost -signer ca"
                        + " -ext SAN=dns:localhost,ip:127.0.0.1 -startdate %s -validity %s".formatted(start, days));
        keytool(store, "-exportcert -rfc -alias ca -file " + pem);
        return new ServerKey(store, pem);
    }

    /** The context of a server with this key. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        keys.deleteEntry("ca");
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path store, String arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        builder.command().addAll(List.of(arguments.split(" ")));
        builder.command().addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = builder.redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        }
    }
}
