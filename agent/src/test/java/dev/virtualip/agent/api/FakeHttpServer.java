package dev.virtualip.agent.api;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** The port of the fake API server, with or without TLS. */
final class FakeHttpServer {
    private static final int BACKLOG = 16;

    private FakeHttpServer() {}

    static HttpServer listen(int port, @Nullable SSLContext tls, boolean certificates, HttpHandler handler)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        HttpServer listening = tls == null ? HttpServer.create(address, BACKLOG) : secure(address, tls, certificates);
        listening.setExecutor(Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("fake-api-", 0).factory()));
        listening.createContext("/", handler);
        listening.start();
        return listening;
    }

    private static HttpServer secure(InetSocketAddress address, SSLContext context, boolean certificates)
            throws IOException {
        HttpsServer listening = HttpsServer.create(address, BACKLOG);
        listening.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(certificates);
                parameters.setSSLParameters(wanted);
            }
        });
        return listening;
    }
}
