package dev.virtualip.agent.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsClientTest {
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    private static Path folder;

    private static KeyStore valid;
    private static KeyStore expired;

    private final AtomicReference<@Nullable List<SNIServerName>> names = new AtomicReference<>();

    @BeforeAll
    static void makeCertificates() throws Exception {
        valid = certificate("valid", "-1d", 30);
        expired = certificate("expired", "-60d", 30);
    }

    @Test
    void untrustedCertificateIsRefusedUnlessVerificationIsOff() throws Exception {
        try (TestServer server = server(valid)) {
            assertThat(error(server, true, "example.org"))
                    .isEqualTo(
                            "the certificate of 127.0.0.1:%d is not signed by an authority that Java trusts; give the"
                                    + " agent a truststore with its authority (javax.net.ssl.trustStore), or set"
                                    + " tls.verify to false",
                            server.port());
            assertThat(Probes.run(HealthSpecs.https(server.port(), false, "example.org")))
                    .isEqualTo(CheckResult.PASSED);
            assertThat(Probes.run(HealthSpecs.https(server.port(), false, null)))
                    .isEqualTo(CheckResult.PASSED);
        }
    }

    @Test
    void trustedCertificatePassesByTheNameOfTheHostHeader() throws Exception {
        try (TestServer server = server(valid)) {
            handshake(server, valid, "example.org");
            assertThat(names.get()).singleElement().asString().contains("example.org");
            assertThatThrownBy(() -> handshake(server, valid, "other.example.org"))
                    .hasMessage(
                            "the certificate of 127.0.0.1:%d is not made out to other.example.org; set hostHeader to a"
                                    + " name that it has",
                            server.port());
            handshake(server, valid, "127.0.0.1");
        }
    }

    /** The commands and options of docs/health-checks.md, in a Java program of its own. */
    @Test
    void truststoreOfThePrivateAuthorityIsTrusted() throws Exception {
        Path authority = folder.resolve("authority.pem");
        Files.writeString(
                authority,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(valid.getCertificate("trusted").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        Path trust = folder.resolve("trust.p12");
        Files.copy(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"), trust);
        execute(
                program("keytool"),
                "-importcert",
                "-noprompt",
                "-alias",
                "private",
                "-file",
                authority.toString(),
                "-keystore",
                trust.toString(),
                "-storepass",
                "changeit");
        try (TestServer server = server(valid)) {
            String classPath = System.getProperty("java.class.path");
            String check = HttpsCheckProgram.class.getName();
            String port = "" + server.port();
            assertThat(execute(
                            program("java"),
                            "-Djavax.net.ssl.trustStore=" + trust,
                            "-Djavax.net.ssl.trustStorePassword=changeit",
                            "-cp",
                            classPath,
                            check,
                            port,
                            "example.org"))
                    .contains("Passed[]");
            assertThat(execute(program("java"), "-cp", classPath, check, port, "example.org"))
                    .contains("is not signed by an authority that Java trusts");
        }
    }

    @Test
    void expiredCertificateIsNamed() throws Exception {
        try (TestServer server = server(expired)) {
            assertThatThrownBy(() -> handshake(server, expired, "example.org"))
                    .hasMessageStartingWith("the certificate of 127.0.0.1:%d has expired", server.port());
        }
    }

    @Test
    void serverWithoutTlsIsNamed() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> answerInClearText(plain));
            assertThat(Probes.run(HealthSpecs.https(plain.getLocalPort(), true, null)))
                    .isEqualTo(new CheckResult.Failed(
                            "127.0.0.1:%d does not answer with TLS".formatted(plain.getLocalPort())));
        }
    }

    private static void answerInClearText(ServerSocket plain) {
        try (Socket connection = plain.accept()) {
            connection.getInputStream().read();
            TestServer.write(connection, "HTTP/1.1 400 Bad Request\r\n\r\n");
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private static void handshake(TestServer server, KeyStore trusted, String name) throws Exception {
        CheckConnection connection = new CheckConnection("127.0.0.1", server.port());
        KeyStore authority = KeyStore.getInstance("PKCS12");
        authority.load(null, null);
        authority.setCertificateEntry("authority", trusted.getCertificate("trusted"));
        try (Socket socket = connection.open();
                SSLSocket secured =
                        new TlsClient(true, name).secure(socket, connection, TlsClient.trusting(authority))) {
            TestServer.write(secured, "GET / HTTP/1.1\r\n\r\n");
            HttpAnswer answer = new HttpAnswer(null);
            answer.accept(ByteBuffer.wrap(secured.getInputStream().readNBytes(38)));
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    private static String error(TestServer server, boolean verify, String hostHeader) {
        CheckResult result = Probes.run(HealthSpecs.https(server.port(), verify, hostHeader));
        assertThat(result).isInstanceOf(CheckResult.Failed.class);
        return ((CheckResult.Failed) result).error();
    }

    private TestServer server(KeyStore keys) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        ServerSocket socket =
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
        return new TestServer(socket, (connection, ignored) -> {
            names.set(((ExtendedSSLSession) ((SSLSocket) connection).getSession()).getRequestedServerNames());
            TestServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
    }

    private static KeyStore certificate(String name, String begin, int days) throws Exception {
        Path file = folder.resolve(name);
        keytool(file, "-alias", "authority", "-dname", "CN=Authority", "-ext", "bc:c", "-validity", "3650");
        keytool(
                file,
                "-alias",
                name,
                "-signer",
                "authority",
                "-dname",
                "CN=example.org",
                "-ext",
                "SAN=dns:example.org,ip:127.0.0.1",
                "-startdate",
                begin,
                "-validity",
                "" + days);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyStore both = KeyStore.getInstance("PKCS12");
        both.load(null, null);
        both.setKeyEntry(name, keys.getKey(name, PASSWORD), PASSWORD, keys.getCertificateChain(name));
        both.setCertificateEntry("trusted", keys.getCertificate("authority"));
        return both;
    }

    private static void keytool(Path file, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                program("keytool"),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storepass",
                "password",
                "-keystore",
                file.toString()));
        command.addAll(List.of(options));
        execute(command.toArray(String[]::new));
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static String execute(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
