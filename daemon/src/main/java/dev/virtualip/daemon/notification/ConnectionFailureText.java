package dev.virtualip.daemon.notification;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Text for why a server could not be talked to, with the remedy where there is one. */
final class ConnectionFailureText {
    private static final int MAX_CAUSES = 20;

    private ConnectionFailureText() {}

    /**
     * The text, which continues a sentence that begins with the server's name.
     *
     * @param timeout how long was waited, as text
     */
    static String of(Throwable failure, String timeout) {
        String certificate = certificate(failure);
        if (certificate != null) {
            return certificate;
        }
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++, cause = cause.getCause()) {
            String text = text(cause, timeout);
            if (text != null) {
                return text;
            }
        }
        return "failed: " + failure;
    }

    private static @Nullable String text(Throwable cause, String timeout) {
        return switch (cause) {
            case UnknownHostException _, UnresolvedAddressException _ ->
                "has a name that cannot be resolved; correct it, or check the DNS of this host";
            case SocketTimeoutException _, HttpTimeoutException _, TimeoutException _ ->
                "did not answer within " + timeout + "; check that it runs and that no firewall drops the connection";
            case NoRouteToHostException _ -> "cannot be reached: there is no route to it, or a firewall refuses it";
            case ConnectException refused ->
                "cannot be reached (%s); check that it runs and listens on this port".formatted(refused.getMessage());
            case SSLException tls ->
                "could not agree on TLS (%s); check whether this port begins with TLS, with StartTLS or with neither"
                        .formatted(tls.getMessage());
            case EOFException _ -> "closed the connection";
            default -> null;
        };
    }

    private static @Nullable String certificate(Throwable failure) {
        String found = null;
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++, cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "has a certificate that expired (%s); renew it there".formatted(cause.getMessage());
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "has a certificate that is not valid yet (%s); check the clocks".formatted(cause.getMessage());
            }
            if (cause instanceof CertificateException && found == null) {
                found = "has a certificate that is not trusted (%s); name its issuer's certificate in caFile, or use"
                                .formatted(cause.getMessage())
                        + " the host name that the certificate is for";
            }
        }
        return found;
    }
}
