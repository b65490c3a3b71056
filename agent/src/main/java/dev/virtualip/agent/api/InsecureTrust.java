package dev.virtualip.agent.api;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trust manager that accepts every certificate, for insecure-skip-tls-verify. */
final class InsecureTrust extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        // That is what was asked for.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        // That is what was asked for.
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        // That is what was asked for.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        // This is no server.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
        // This is no server.
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
        // This is no server.
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
