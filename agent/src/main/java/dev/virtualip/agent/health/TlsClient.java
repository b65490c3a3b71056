package dev.virtualip.agent.health;

import java.io.IOException;
import java.io.Serial;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS side of a health check.
 *
 * @param verify whether the certificate must be valid, trusted and made out to the server name
 * @param serverName the server name, which is also sent to the server
 */
record TlsClient(boolean verify, String serverName) {
    /** A certificate that expires is noticed within this time: until then the server may resume a session. */
    private static final int SESSION_SECONDS = 60;

    private static final int MAX_SESSIONS = 64;

    private static final AtomicBoolean STARTED = new AtomicBoolean();
    private static volatile boolean prepared;

    /** Refused handshake; the message is the end of a sentence. */
    static final class RefusedException extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        RefusedException(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /** The contexts, made with the first check that needs one. */
    private static final class Contexts {
        private static final SSLContext TRUSTED = shared(null);
        private static final SSLContext UNVERIFIED = shared(new AnyCertificate());
    }

    /**
     * Whether the contexts are there. The first call starts to make them on a thread of its own, since that takes
     * longer than a check may take.
     */
    static boolean isPrepared() {
        if (!STARTED.getAndSet(true)) {
            Thread.ofPlatform()
                    .daemon()
                    .name("health-tls")
                    .start(() -> prepared = !Contexts.TRUSTED.equals(Contexts.UNVERIFIED));
        }
        return prepared;
    }

    /** Does the handshake over a connection. */
    SSLSocket secure(Socket socket, CheckConnection connection) throws IOException {
        return secure(socket, connection, verify ? Contexts.TRUSTED : Contexts.UNVERIFIED);
    }

    SSLSocket secure(Socket socket, CheckConnection connection, SSLContext context) throws IOException {
        SSLSocket secured =
                (SSLSocket) context.getSocketFactory().createSocket(socket, serverName, connection.port(), true);
        try {
            SSLParameters parameters = secured.getSSLParameters();
            if (isDnsName()) {
                parameters.setServerNames(List.of(new SNIHostName(serverName)));
            }
            if (verify) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            return secured;
        } catch (SSLException e) {
            secured.close();
            throw new RefusedException(describe(e, connection), e);
        } catch (IOException | RuntimeException e) {
            secured.close();
            throw e;
        }
    }

    /** A context that trusts these certificates; null: those of the Java installation. */
    static SSLContext trusting(@Nullable KeyStore certificates) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(certificates);
        return context(factory.getTrustManagers());
    }

    private static SSLContext shared(@Nullable TrustManager trust) {
        try {
            return trust == null ? trusting(null) : context(new TrustManager[] {trust});
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS: " + e.getMessage(), e);
        }
    }

    private static SSLContext context(TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust, null);
        context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
        context.getClientSessionContext().setSessionCacheSize(MAX_SESSIONS);
        return context;
    }

    private boolean isDnsName() {
        return serverName.indexOf(':') < 0 && !serverName.matches("[0-9.]+");
    }

    private String describe(SSLException e, CheckConnection connection) {
        String certificate = "the certificate of " + connection;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateExpiredException) {
                return certificate + " has expired: " + message;
            }
            if (cause instanceof CertificateNotYetValidException) {
                return certificate + " is not valid yet: " + message;
            }
            if (message.contains("unable to find valid certification path")) {
                return certificate + " is not signed by an authority that Java trusts; give the agent a truststore with"
                        + " its authority (javax.net.ssl.trustStore), or set tls.verify to false";
            }
            if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
                return certificate + " is not made out to " + serverName + "; set hostHeader to a name that it has";
            }
            if (message.contains("plaintext connection") || message.contains("unrecognized SSL message")) {
                return connection + " does not answer with TLS";
            }
        }
        return "TLS with " + connection + " failed: " + e.getMessage();
    }

    /** Accepts each certificate, for {@code verify: false}. */
    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
