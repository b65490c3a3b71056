package dev.virtualip.daemon.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Event;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Mail;
import dev.virtualip.crds.v1alpha1.VRRPRouterSpec.Tls;
import dev.virtualip.testkit.receiver.MailServer;
import dev.virtualip.testkit.receiver.ServerKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail to real servers on the loopback: plain, encrypted, with logins, refusing, hanging. */
class MailDestinationTest {
    private static final String OPS = "ops@example.org";
    private static final String NIGHT = "night@example.org";
    private static final String BOSS = "boss@example.org";

    @TempDir
    Path folder;

    @Test
    void mailOfOneEventSaysWhatHappenedWhereWhyAndWhatToDo() throws Exception {
        try (MailServer server = MailServer.start(MailServer.Options.plain())) {
            NotificationMessage message = Samples.message(Samples.active("ingress"));

            assertThat(destination(Samples.mail(server.port(), Tls.NONE, OPS, NIGHT, BOSS))
                            .deliver(message))
                    .isEmpty();

            MailServer.Mail mail = server.mails().getFirst();
            assertThat(server.mails()).hasSize(1);
            assertThat(mail.from()).isEqualTo("lb@example.org");
            assertThat(mail.recipients()).containsExactly(OPS, NIGHT, BOSS);
            assertThat(mail.header("Subject")).isEqualTo("[virtualip] Active: 192.168.31.5 (ingress) is now on lb02");
            assertThat(mail.header("Date")).startsWith("Sat, 28 Nov 2026");
            assertThat(mail.header("Message-ID")).isEqualTo("<0b5c@lb02>");
            assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
            assertThat(mail.source()).endsWith("""
                192.168.31.5 (ingress) is now on lb02.

                Address:    192.168.31.5
                Name:       ingress (virtual router ingress-ipv4, VRID 55, interface eth1)
                Host:       lb02
                Event:      Active
                Time:       2026-11-28 02:13:14.123 UTC
                Before:     Backup since 2026-11-28 01:11:11.123 UTC (1 h 2 min)
                Why:        PeerTimeout: 192.168.31.11 (priority 150) was silent for 3.609 s
                What to do: Find out why 192.168.31.11 stopped.

                --\s
                Sent by virtualip-agent on lb02. Message 0b5c.
                """);
        }
    }

    @Test
    void summaryListsItsEventsInOrderAndWithinBounds() throws Exception {
        NotificationEvent[] events = new NotificationEvent[150];
        for (int i = 0; i < events.length; i++) {
            events[i] = Samples.event(i < 100 ? Event.ACTIVE : Event.FAULT, "vip-" + i);
        }
        try (MailServer server = MailServer.start(MailServer.Options.plain())) {
            destination(Samples.mail(server.port(), Tls.NONE, OPS)).deliver(Samples.message(events));

            MailServer.Mail mail = server.mails().getFirst();
            assertThat(mail.header("Subject")).isEqualTo("[virtualip] 150 events (100 Active, 50 Fault)");
            assertThat(mail.source())
                    .contains("2026-11-28 02:13:14.123 UTC  Active    192.168.31.5 (vip-0) is now on lb02")
                    .contains("... and 50 more")
                    .doesNotContain("vip-100");
            assertThat(mail.source().indexOf("vip-8)")).isLessThan(mail.source().indexOf("vip-9)"));
        }
    }

    @Test
    void refusedRecipientIsNamedAndTheOthersGetTheMail() throws Exception {
        try (MailServer server = MailServer.start(MailServer.Options.plain())) {
            server.refuse(NIGHT, 550);

            String refused = destination(Samples.mail(server.port(), Tls.NONE, OPS, NIGHT, BOSS))
                    .deliver(Samples.message(Samples.active("ingress")));

            assertThat(refused)
                    .startsWith("mail server 127.0.0.1:" + server.port() + " refused 1 of 3 recipients: " + NIGHT)
                    .contains("550 no mailbox");
            assertThat(server.byRecipient()).isEqualTo(Map.of(OPS, 1, BOSS, 1));
        }
    }

    @Test
    void recipientWhoIsDeferredGetsTheMailLaterAndTheOthersOnce() throws Exception {
        try (MailServer server = MailServer.start(MailServer.Options.plain())) {
            server.refuse(NIGHT, 450);
            MailDestination destination = destination(Samples.mail(server.port(), Tls.NONE, OPS, NIGHT, BOSS));
            NotificationMessage message = Samples.message(Samples.active("ingress"));

            DeliveryException failure = failure(destination, message);
            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure).hasMessageContaining("did not take the message for " + NIGHT);
            server.refuse(NIGHT, 0);

            assertThat(destination.deliver(message)).isEmpty();
            assertThat(server.byRecipient()).isEqualTo(Map.of(OPS, 1, NIGHT, 1, BOSS, 1));
        }
    }

    @Test
    void messageThatAllRecipientsRefuseIsNotTriedAgain() throws Exception {
        try (MailServer server = MailServer.start(MailServer.Options.plain())) {
            server.refuse(OPS, 550);

            DeliveryException failure = failure(destination(Samples.mail(server.port(), Tls.NONE, OPS)));

            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure).hasMessageContaining("refused all recipients: " + OPS);
        }
    }

    @Test
    void mailIsSentByStartTlsAndByTlsAfterLogin() throws Exception {
        SSLContext key = ServerKey.valid(folder).context();
        Files.writeString(folder.resolve("password"), "pass word\n");
        for (Tls tls : List.of(Tls.START_TLS, Tls.TLS)) {
            try (MailServer server = start(key, tls, Map.of("lb", "pass word"))) {
                assertThat(destination(login(server, tls, "valid.pem"))
                                .deliver(Samples.message(Samples.active("ingress"))))
                        .isEmpty();
                assertThat(server.byRecipient()).as("%s", tls).isEqualTo(Map.of(OPS, 1));
            }
        }
    }

    @Test
    void wrongPasswordIsReportedWithoutThePassword() throws Exception {
        SSLContext key = ServerKey.valid(folder).context();
        Files.writeString(folder.resolve("password"), "s3cret");
        try (MailServer server = start(key, Tls.START_TLS, Map.of("lb", "other"))) {
            DeliveryException failure = failure(destination(login(server, Tls.START_TLS, "valid.pem")));

            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure)
                    .hasMessageContaining("refused the login of lb")
                    .hasMessageContaining("correct user or passwordFile");
            assertThat(failure.getMessage()).doesNotContain("s3cret");
        }
    }

    @Test
    void missingPasswordFileIsReported() throws Exception {
        try (MailServer server = start(ServerKey.valid(folder).context(), Tls.TLS, Map.of("lb", "other"))) {
            assertThat(failure(destination(login(server, Tls.TLS, "valid.pem"))))
                    .hasMessage("cannot read passwordFile %s: there is no such file; create it or correct the name"
                            .formatted(folder.resolve("password")));
        }
    }

    @Test
    void expiredAndUntrustedCertificatesAreReported() throws Exception {
        Files.writeString(folder.resolve("password"), "other");
        try (MailServer server = start(ServerKey.expired(folder).context(), Tls.START_TLS, Map.of("lb", "other"))) {
            assertThat(failure(destination(login(server, Tls.START_TLS, "expired.pem"))))
                    .hasMessageContaining("has a certificate that expired")
                    .hasMessageContaining("renew it there");
        }
        try (MailServer server = start(ServerKey.valid(folder).context(), Tls.TLS, Map.of("lb", "other"))) {
            assertThat(failure(destination(login(server, Tls.TLS, null))))
                    .hasMessageContaining("has a certificate that is not trusted")
                    .hasMessageContaining("caFile");
        }
    }

    @Test
    void serverWithoutStartTlsGetsNoMail() {
        try (MailServer server = MailServer.start(MailServer.Options.plain())) {
            assertThat(failure(destination(Samples.mail(server.port(), Tls.START_TLS, OPS))))
                    .hasMessageContaining("STARTTLS");
            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    void hangingServerEndsWithinTheTimeLimit() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            for (Tls tls : Tls.values()) {
                long begin = System.nanoTime();
                assertThat(failure(destination(Samples.mail(silent.getLocalPort(), tls, OPS))))
                        .as("%s", tls)
                        .hasMessageContaining("did not answer within 2s");
                assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
            }
        }
    }

    @Test
    void missingServerIsReported() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        assertThat(failure(destination(Samples.mail(port, Tls.NONE, OPS))))
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining("listens on this port");
    }

    private Mail login(MailServer server, Tls tls, @Nullable String caFile) {
        return new Mail(
                "localhost", server.port(), tls, caFile, "lb", "password", "lb@example.org", List.of(OPS), "5s");
    }

    private static MailServer start(SSLContext key, Tls tls, Map<String, String> logins)
            throws IOException, GeneralSecurityException {
        return MailServer.start(new MailServer.Options(
                InetAddress.getLoopbackAddress(),
                0,
                tls == Tls.START_TLS ? key : null,
                tls == Tls.TLS ? key : null,
                logins));
    }

    private MailDestination destination(Mail mail) {
        return new MailDestination(mail, new DestinationFiles(folder), "lb02");
    }

    private static DeliveryException failure(MailDestination destination) {
        return failure(destination, Samples.message(Samples.active("ingress")));
    }

    private static DeliveryException failure(MailDestination destination, NotificationMessage message) {
        return catchThrowableOfType(DeliveryException.class, () -> destination.deliver(message));
    }
}
