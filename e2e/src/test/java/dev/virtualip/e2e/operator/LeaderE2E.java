package dev.virtualip.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.FakeAgents;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.receiver.MailServer;
import dev.virtualip.testkit.receiver.ServerKey;
import dev.virtualip.testkit.receiver.WebhookReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Leadership: one of two operators works, and the other continues after a stop, a crash or a pause. Each recipient gets
 * one mail of what happens, whichever operator leads. The destinations come from values of the chart.
 */
@SideBySide
@RequiresApiServer
class LeaderE2E {
    private static final String VIRTUAL_IPS = "/apis/virtualip.dev/v1alpha1/virtualips/";
    private static final String VALUES = """
        operator:
          notifications:
          - name: admins
            on: [Active]
            mail:
              server: 127.0.0.1
              port: 2525
              user: lb
              passwordSecretRef: {name: mail-login, key: password}
              caSecretRef: {name: mail-login, key: ca.crt}
              from: lb@example.org
              to: [ops@example.org]
          - name: failing
            webhook: {url: "http://127.0.0.1:8088/s3cret"}
          - name: expired
            mail:
              server: 127.0.0.1
              port: 2526
              caSecretRef: {name: mail-login, key: expired.crt}
              from: lb@example.org
              to: [ops@example.org]
          - name: silent
            mail:
              server: 127.0.0.1
              port: 2527
              tls: None
              from: lb@example.org
              to: [ops@example.org]
              connectTimeout: 2s
        """;

    @TempDir
    private Path folder;

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final List<String> FAILURES = List.of(
            "degraded: notifications to failing: webhook on ",
            "answered 500",
            "degraded: notifications to expired: ",
            "has a certificate that expired",
            "degraded: notifications to silent: ",
            "did not answer within");
    private static final List<String> NODES = List.of("node-a", "node-b");

    @Test
    void secondOperatorLeadsAfterStopKillAndPause() throws Exception {
        ServerKey valid = ServerKey.valid(folder);
        ServerKey expired = ServerKey.expired(folder);
        try (KubeCluster cluster = KubeCluster.start("LeaderE2E", NODES.toArray(String[]::new))) {
            MailServer mails = cluster.lab().closing(mailServer(cluster, 2525, valid, Map.of("lb", "pass word")));
            cluster.lab().closing(mailServer(cluster, 2526, expired, Map.of()));
            cluster.lab().closing(cluster.control().namespace().call(() -> new ServerSocket(2527, 50, LOOPBACK)));
            WebhookReceiver failing = cluster.lab()
                    .closing(cluster.control()
                            .namespace()
                            .call(() -> WebhookReceiver.start(new InetSocketAddress(LOOPBACK, 8088))));
            failing.answerWith(500);
            cluster.api().admin().apply(login(valid, expired)).orThrow();
            ChartConfiguration.apply(cluster, VALUES);
            OperatorProcess first = cluster.startOperator();
            cluster.await("the first leads", () -> leads(first));
            OperatorProcess second = cluster.startOperator();
            cluster.await("the second is ready", second::isReady);
            FakeAgents agents = new FakeAgents(cluster, NODES);
            plan(cluster, agents, mails, 1);
            assertThat(leads(second)).isFalse();

            assertThat(first.stop()).isZero();
            plan(cluster, agents, mails, 2);
            assertThat(leads(second)).isTrue();

            OperatorProcess third = cluster.startOperator();
            cluster.await("the third is ready", third::isReady);
            second.kill();
            plan(cluster, agents, mails, 3);
            assertThat(leads(third)).isTrue();

            OperatorProcess fourth = cluster.startOperator();
            cluster.await("the fourth is ready", fourth::isReady);
            third.pause();
            plan(cluster, agents, mails, 4);
            third.resume();
            cluster.await("the one that slept knows it", () -> third.isReady() && !leads(third));
            plan(cluster, agents, mails, 5);
            assertThat(leads(fourth)).isTrue();
            assertThat(mails.mails()).as("one for each VirtualIP").hasSize(5);
            assertThat(mails.mails().getFirst().source())
                    .contains("Subject: [virtualip] Active: 192.0.2.1 (vip-1) is now on node-")
                    .contains("Sent by virtualip-operator on ");
            assertThat(cluster.api()
                            .admin()
                            .get(VIRTUAL_IPS + "vip-1")
                            .orThrow()
                            .toString())
                    .contains("the operator has no destination nights");
            assertFailuresAreShown(cluster, fourth);
        }
    }

    /** What does not arrive is named where the operator is asked, in its log and in its metrics; without secrets. */
    private static void assertFailuresAreShown(KubeCluster cluster, OperatorProcess operator) {
        cluster.await(
                "every failure is shown",
                () -> operator.get("/readyz")
                        .filter(text -> FAILURES.stream().allMatch(text::contains))
                        .isPresent());
        assertThat(operator.get("/readyz").orElseThrow()).doesNotContain("s3cret", "admins");
        assertThat(operator.get("/metrics").orElseThrow())
                .contains("virtualip_notifications_total{destination=\"admins\",result=\"delivered\"}")
                .contains("virtualip_notifications_total{destination=\"failing\",result=\"retried\"}")
                .contains("virtualip_notifications_waiting{destination=\"silent\"}");
        assertThat(operator.log())
                .contains("failing: cannot send a notification: webhook on ", "has a certificate that expired")
                .doesNotContain("s3cret", "pass word");
    }

    private static MailServer mailServer(KubeCluster cluster, int port, ServerKey key, Map<String, String> logins)
            throws Exception {
        SSLContext tls = key.context();
        return cluster.control()
                .namespace()
                .call(() -> MailServer.start(new MailServer.Options(LOOPBACK, port, tls, null, logins)));
    }

    private static String login(ServerKey valid, ServerKey expired) throws IOException {
        return """
            apiVersion: v1
            kind: Secret
            metadata: {name: mail-login, namespace: %s}
            data: {password: %s, ca.crt: %s, expired.crt: %s}
            """.formatted(
                        KubeCluster.NAMESPACE,
                        base64("pass word".getBytes(StandardCharsets.UTF_8)),
                        base64(Files.readAllBytes(valid.pem())),
                        base64(Files.readAllBytes(expired.pem())));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static boolean leads(OperatorProcess operator) {
        return operator.get("/metrics").orElse("").contains("virtualip_operator_leader 1.0");
    }

    /** Applies one more VirtualIP and waits until every one so far is Ready. */
    private static void plan(KubeCluster cluster, FakeAgents agents, MailServer mails, int number) {
        cluster.api().admin().apply("""
            apiVersion: virtualip.dev/v1alpha1
            kind: VirtualIP
            metadata: {name: vip-%1$d}
            spec: {addresses: [192.0.2.%1$d/24], notify: [admins, nights, failing, expired, silent]}
            """.formatted(number)).orThrow();
        for (int each = 1; each <= number; each++) {
            String name = "vip-" + each;
            agents.await(name + " is Ready", () -> cluster.virtualIPs().isReady(name));
        }
        String subject = "(vip-" + number + ") is now on node-";
        cluster.await(
                "mail about vip-" + number,
                () -> mails.mails().stream()
                                .filter(mail -> mail.header("Subject").contains(subject))
                                .count()
                        == 1);
    }
}
