package dev.virtualip.daemon.notification;

import dev.virtualip.crds.format.Durations;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Mail;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Tls;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/** Sends messages by SMTP. A refused recipient keeps no other from getting the mail. */
final class MailDestination implements Destination {
    private static final int PERMANENT = 500;
    private static final int MAX_ANSWER = 200;

    private final Mail mail;
    private final DestinationFiles files;
    private final String host;

    /** The recipients who still have to get the message, and what was refused; of the message last tried. */
    private @Nullable NotificationMessage current;

    private final List<String> remaining = new ArrayList<>();
    private final Map<String, String> refused = new HashMap<>();

    /**
     * A destination.
     *
     * @param mail as the rules accepted it
     * @param host the name that this host gives to the mail server
     */
    MailDestination(Mail mail, DestinationFiles files, String host) {
        this.mail = mail;
        this.files = files;
        this.host = host;
    }

    @Override
    public String server() {
        return "mail server " + mail.server() + ":" + mail.portOrDefault();
    }

    @Override
    public String deliver(NotificationMessage message) throws DeliveryException {
        if (!message.equals(current)) {
            current = message;
            remaining.clear();
            remaining.addAll(mail.to());
            refused.clear();
        }
        Session session = Session.getInstance(properties());
        try {
            send(session, mime(session, message));
        } catch (SendFailedException e) {
            settle(e);
        } catch (AuthenticationFailedException e) {
            throw DeliveryException.retryable("%s refused the login of %s (%s); correct user or passwordFile"
                    .formatted(server(), mail.user(), answer(e)));
        } catch (MessagingException e) {
            throw DeliveryException.retryable(failure(e));
        }
        if (refused.size() == mail.to().size()) {
            throw DeliveryException.refused(server() + " refused all recipients: " + refusals());
        }
        return refused.isEmpty()
                ? ""
                : "%s refused %d of %d recipients: %s"
                        .formatted(server(), refused.size(), mail.to().size(), refusals());
    }

    private void send(Session session, MimeMessage message) throws MessagingException, DeliveryException {
        Transport transport = session.getTransport("smtp");
        try {
            String password = mail.passwordFile() == null ? null : files.secret("passwordFile", mail.passwordFile());
            transport.connect(Objects.requireNonNull(mail.server()), mail.portOrDefault(), mail.user(), password);
            transport.sendMessage(message, addresses(remaining));
        } finally {
            close(transport);
        }
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException _) {
            // The server has taken or refused the message before; how the connection ends changes nothing.
        }
    }

    /** Takes note of who got the message and who is refused for good; throws if somebody may get it later. */
    private void settle(SendFailedException failure) throws DeliveryException {
        Map<String, SMTPAddressFailedException> answers = new HashMap<>();
        SMTPSendFailedException whole = null;
        Exception next = failure;
        for (int i = 0; i <= 2 * Mail.MAX_RECIPIENTS && next instanceof MessagingException e; i++) {
            if (e instanceof SMTPAddressFailedException refusal) {
                answers.put(refusal.getAddress().getAddress(), refusal);
            } else if (e instanceof SMTPSendFailedException send) {
                whole = send;
            }
            next = e.getNextException();
        }
        remaining.removeAll(texts(failure.getValidSentAddresses()));
        answers.forEach((address, answer) -> {
            if (answer.getReturnCode() >= PERMANENT && remaining.remove(address)) {
                refused.put(address, answer(answer));
            }
        });
        if (remaining.isEmpty()) {
            return;
        }
        if (answers.isEmpty() && whole != null && whole.getReturnCode() >= PERMANENT) {
            throw DeliveryException.refused("%s refused the message (%s)".formatted(server(), answer(whole)));
        }
        throw DeliveryException.retryable(
                whole == null && answers.isEmpty()
                        ? failure(failure)
                        : "%s did not take the message for %s (%s)"
                                .formatted(
                                        server(),
                                        String.join(", ", remaining),
                                        answer(
                                                whole == null
                                                        ? answers.values()
                                                                .iterator()
                                                                .next()
                                                        : whole)));
    }

    private Properties properties() throws DeliveryException {
        String timeout = String.valueOf(Durations.parse(mail.connectTimeoutOrDefault()) / 1_000_000);
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.sendpartial", "true");
        // Otherwise the name service is asked for it, which may hang.
        properties.setProperty("mail.smtp.localhost", host);
        properties.setProperty("mail.smtp.auth", String.valueOf(mail.user() != null));
        properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        boolean startTls = mail.tlsOrDefault() == Tls.START_TLS;
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(startTls));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(startTls));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(mail.tlsOrDefault() == Tls.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        if (mail.caFile() != null) {
            properties.put(
                    "mail.smtp.ssl.socketFactory", files.trusting(mail.caFile()).getSocketFactory());
        }
        return properties;
    }

    private MimeMessage mime(Session session, NotificationMessage message) throws MessagingException {
        MimeMessage mime = new IdentifiedMessage(session, "<%s@%s>".formatted(message.id(), host));
        NotificationEvent last = message.events().getLast();
        mime.setFrom(new InternetAddress(mail.from()));
        mime.setRecipients(Message.RecipientType.TO, addresses(mail.to()));
        mime.setSubject(NotificationText.subject(message), StandardCharsets.UTF_8.name());
        mime.setSentDate(Date.from(last.time()));
        mime.setHeader("Auto-Submitted", "auto-generated");
        mime.setHeader("X-Virtualip-Event", message.isSummary() ? "Summary" : NotificationText.word(last.kind()));
        mime.setText(NotificationText.body(message), StandardCharsets.UTF_8.name());
        return mime;
    }

    private String failure(MessagingException e) {
        return server() + " " + ConnectionFailureText.of(e, mail.connectTimeoutOrDefault());
    }

    private String refusals() {
        return refused.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String answer(MessagingException e) {
        String text =
                String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ").strip();
        return text.length() > MAX_ANSWER ? text.substring(0, MAX_ANSWER) + "…" : text;
    }

    private static Address[] addresses(List<String> texts) throws MessagingException {
        List<Address> addresses = new ArrayList<>();
        for (String text : texts) {
            addresses.add(new InternetAddress(text));
        }
        return addresses.toArray(Address[]::new);
    }

    private static List<String> texts(Address @Nullable [] addresses) {
        List<String> texts = new ArrayList<>();
        for (Address address : addresses == null ? new Address[0] : addresses) {
            texts.add(((InternetAddress) address).getAddress());
        }
        return texts;
    }

    /** Mail whose Message-ID is given: the library would make a new one, with the name service, for each attempt. */
    private static final class IdentifiedMessage extends MimeMessage {
        private final String id;

        private IdentifiedMessage(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
