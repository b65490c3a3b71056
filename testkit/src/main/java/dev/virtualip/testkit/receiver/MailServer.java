package dev.virtualip.testkit.receiver;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** Mail server that keeps what it receives. Its socket is opened in the namespace of the thread that starts it. */
public final class MailServer implements AutoCloseable {
    private final SMTPServer server;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();

    /**
     * Received mail.
     *
     * @param from the sender in the envelope
     * @param recipients those in the envelope
     * @param source headers and body as they came
     */
    public record Mail(String from, List<String> recipients, String source) {

        /** The value of a header that is on one line; empty: there is none. */
        public String header(String name) {
            return source.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }

    /**
     * Options of a server.
     *
     * @param address the address to listen on
     * @param port its port; 0: any
     * @param startTls the context with which a connection must change to TLS; null: it stays in clear text
     * @param tls the context with which connections begin; null: in clear text
     * @param logins the passwords by user; empty: no login
     */
    public record Options(
            InetAddress address,
            int port,
            @Nullable SSLContext startTls,
            @Nullable SSLContext tls,
            Map<String, String> logins) {

        /** A server on the loopback, without encryption and login. */
        public static Options plain() {
            return new Options(InetAddress.getLoopbackAddress(), 0, null, null, Map.of());
        }
    }

    private MailServer(Options options) {
        SMTPServer.Builder builder = SMTPServer.port(options.port())
                .bindAddress(options.address())
                .hostName("mail.example.org")
                .messageHandlerFactory(context -> new Handler());
        if (options.startTls() != null) {
            builder.enableTLS().requireTLS().startTlsSocketFactory(options.startTls(), false);
        }
        if (options.tls() != null) {
            builder.serverSocketFactory(options.tls());
        }
        if (!options.logins().isEmpty()) {
            builder.requireAuth()
                    .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                        if (!password.equals(options.logins().get(user))) {
                            throw new LoginFailedException("wrong user or password");
                        }
                    }));
        }
        server = builder.build();
    }

    /** A running server. */
    public static MailServer start(Options options) {
        MailServer server = new MailServer(options);
        server.server.start();
        return server;
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPortAllocated();
    }

    /** From now on refuses a recipient with a code such as 550; 0: no more. */
    public void refuse(String recipient, int code) {
        if (code == 0) {
            refusals.remove(recipient);
        } else {
            refusals.put(recipient, code);
        }
    }

    /** The mails received so far. */
    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    /** How many mails each recipient got. */
    public Map<String, Integer> byRecipient() {
        Map<String, Integer> counts = new HashMap<>();
        mails.forEach(mail -> mail.recipients().forEach(recipient -> counts.merge(recipient, 1, Integer::sum)));
        return counts;
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Handler implements MessageHandler {
        private String from = "";
        private final List<String> recipients = new ArrayList<>();

        @Override
        public void from(String sender) {
            from = sender;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            Integer code = refusals.get(recipient);
            if (code != null) {
                throw new RejectException(code, "no mailbox " + recipient);
            }
            recipients.add(recipient);
        }

        @Override
        public @Nullable String data(InputStream data) throws IOException {
            String source = new String(data.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
            mails.add(new Mail(from, List.copyOf(recipients), source));
            return null;
        }

        @Override
        public void done() {
            // Each message is kept as soon as it is complete.
        }
    }
}
