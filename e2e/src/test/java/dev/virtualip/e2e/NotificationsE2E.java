package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import dev.virtualip.testkit.receiver.MailServer;
import dev.virtualip.testkit.receiver.MailServer.Mail;
import dev.virtualip.testkit.receiver.WebhookReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pair of the tutorial sends its mails: three recipients, a mail server without encryption on a third host. */
@RequiresLab
class NotificationsE2E {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.168.31.5");
    private static final List<String> RECIPIENTS =
            List.of("acassen@firewall.loc", "failover@firewall.loc", "sysadmin@firewall.loc");

    @Test
    void mailsTellOfATakeoverAndAFailingWebhookHurtsNothing() throws Exception {
        try (Lab lab = Lab.start("NotificationsE2E", LabSubnets.EXAMPLE, "lb01", "lb02", "mail")) {
            LabHost third = lab.host("mail");
            InetAddress server = third.inet();
            MailServer mails = lab.closing(third.namespace()
                    .call(() -> MailServer.start(new MailServer.Options(server, 25, null, null, Map.of()))));
            WebhookReceiver hook = lab.closing(third.namespace().call(() -> hook(server)));
            hook.answerWith(500);
            AgentProcess first = start(lab.host("lb01"), 150, server);
            awaitActive(first);
            AgentProcess second = start(lab.host("lb02"), 100, server);
            Wait.until("mail about lb01", SOON, () -> count(mails, "is now on lb01") == 1);

            first.kill();

            awaitActive(second);
            Wait.until("mail about lb02", SOON, () -> count(mails, "is now on lb02") == 1);
            Mail mail = mails.mails().getLast();
            assertThat(mail.recipients()).isEqualTo(RECIPIENTS);
            assertThat(mail.from()).isEqualTo("Alexandre.Cassen@firewall.loc");
            assertThat(mail.header("Subject")).isEqualTo("[virtualip] Active: 192.168.31.5 (vi-1) is now on lb02");
            assertThat(mail.source())
                    .contains("Host:       lb02")
                    .contains("Why:        PeerTimeout: 192.168.31.11 (priority 150) was silent for")
                    .contains("What to do: The address answers from this host. Look at the host that fell silent");

            Wait.until("the webhook failed", SOON, () -> condition(second).contains("answered 500"));
            assertThat(second.get("/metrics").orElseThrow())
                    .contains("virtualip_notifications_total{destination=\"admins\",result=\"delivered\"}")
                    .contains("virtualip_notifications_total{destination=\"chat\",result=\"retried\"}");
            assertThat(second.log())
                    .contains("chat: cannot send a notification: webhook on ")
                    .doesNotContain("s3cret");
            hook.answerWith(200);
            Wait.until("the webhook got it late", SOON, () -> !hook.accepted().isEmpty());

            assertThat(second.stop()).as("%s", second.log()).isZero();
            Wait.until("mail about the stop", SOON, () -> count(mails, "has left lb02") == 1);
            assertThat(mails.mails().getLast().source()).contains("Why:        Stopped: ");
        }
    }

    /** Mail servers and webhooks of all kinds that hang change nothing about VRRP, nor about the end. */
    @Test
    void hangingDestinationsDelayNeitherTheTakeoverNorTheStop() {
        try (Lab lab = Lab.start("NotificationsE2E-hang", LabSubnets.EXAMPLE, "lb01", "lb02", "mail")) {
            InetAddress nobody = InetAddress.ofLiteral("192.168.31.99");
            AgentProcess first = start(lab.host("lb01"), 150, nobody);
            awaitActive(first);
            AgentProcess second = start(lab.host("lb02"), 100, nobody);
            Wait.until(
                    "lb02 is Backup",
                    SOON,
                    () -> second.router("vi-1")
                            .map(router -> router.path("state").asText().equals("Backup"))
                            .orElse(false));

            first.kill();
            awaitActive(second);

            Wait.until(
                    "the failure is shown",
                    Duration.ofSeconds(60),
                    () -> condition(second).contains("mail server 192.168.31.99:25"));
            assertThat(second.stop()).as("%s", second.log()).isZero();
            assertThat(second.log()).contains("events were not sent before the program stopped");
        }
    }

    private static WebhookReceiver hook(InetAddress server) throws IOException {
        return WebhookReceiver.start(new InetSocketAddress(server, 8080));
    }

    private static AgentProcess start(LabHost host, int priority, InetAddress server) {
        return AgentProcess.start(host, """
            apiVersion: virtualip.dev/v1alpha1
            kind: VRRPRouter
            metadata: {name: %1$s}
            spec:
              virtualRouters:
              - name: vi-1
                interface: %2$s
                addresses: [192.168.31.5/24]
                priority: %3$d
                advertisementInterval: 1s
                vrrp: {virtualRouterID: 55, version: 2, authentication: {type: Password, password: "123456"}}
              notifications:
              - name: admins
                on: [Active, Backup, Fault, Conflict]
                mail:
                  server: %4$s
                  port: 25
                  tls: None
                  from: Alexandre.Cassen@firewall.loc
                  to: [%5$s]
                  connectTimeout: 3s
              - name: chat
                webhook: {url: "http://%4$s:8080/s3cret"}
            """.formatted(
                host.name(), LabHost.INTERFACE, priority, server.getHostAddress(), String.join(", ", RECIPIENTS)));
    }

    private static void awaitActive(AgentProcess agent) {
        Wait.until("holding " + ADDRESS, SOON, () -> agent.host().holds(ADDRESS));
    }

    private static long count(MailServer mails, String text) {
        return mails.mails().stream()
                .filter(mail ->
                        mail.source().contains(text + ".") || mail.source().contains(text + ","))
                .count();
    }

    private static String condition(AgentProcess agent) {
        return agent.state()
                .map(state ->
                        state.path("conditions").findValuesAsText("message").toString())
                .orElse("");
    }
}
