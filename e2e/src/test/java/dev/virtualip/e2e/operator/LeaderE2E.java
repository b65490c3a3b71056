package dev.virtualip.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.OperatorProcess;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.FakeAgents;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.receiver.MailServer;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Leadership: one of two operators works, and the other continues after a stop, a crash or a pause. Each recipient gets
 * one mail of what happens, whichever operator leads.
 */
@SideBySide
@RequiresApiServer
class LeaderE2E {
    private static final String VIRTUAL_IPS = "/apis/virtualip.dev/v1alpha1/virtualips/";
    private static final MailServer.Options PLAIN =
            new MailServer.Options(InetAddress.getLoopbackAddress(), 2525, null, null, Map.of());
    private static final List<String> NODES = List.of("node-a", "node-b");

    @Test
    void secondOperatorLeadsAfterStopKillAndPause() {
        try (KubeCluster cluster = KubeCluster.start("LeaderE2E", NODES.toArray(String[]::new));
                MailServer mails = cluster.control().namespace().call(() -> MailServer.start(PLAIN))) {
            cluster.configureOperators("""
                notifications:
                - name: admins
                  on: [Active]
                  mail: {server: 127.0.0.1, port: 2525, tls: None, from: lb@example.org, to: [ops@example.org]}
                """);
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
        }
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
            spec: {addresses: [192.0.2.%1$d/24], notify: [admins, nights]}
            """.formatted(number)).orThrow();
        for (int each = 1; each <= number; each++) {
            String name = "vip-" + each;
            cluster.await(name + " is Ready", () -> {
                agents.obey();
                return cluster.virtualIPs().isReady(name);
            });
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
