package dev.virtualip.agent.report.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.virtualip.agent.node.NodeSnapshot;
import dev.virtualip.agent.report.SampleSnapshots;
import dev.virtualip.crds.report.AddressReport;
import dev.virtualip.crds.report.AddressReport.MemberReport;
import dev.virtualip.daemon.page.PageServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AgentPageTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static String snapshot(PageServer server) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create(
                    "http://127.0.0.1:%d/snapshot".formatted(server.address().getPort()));
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void pageShowsRoutersHolderAndLateness() throws Exception {
        CompletableFuture<NodeSnapshot> node = CompletableFuture.completedFuture(SampleSnapshots.node());
        try (PageServer server = AgentPage.open(ANY_PORT, SampleSnapshots.sources(node, true))) {
            assertThat(snapshot(server))
                    .contains(
                            "\"name\":\"ingress-ipv4\"", "\"recentLateness\":\"10ms\"", "This page knows its own host")
                    .doesNotContain(SampleSnapshots.PASSWORD);
        }
    }

    @Test
    void activeThatIsHeardIsTheHolderAndAMember() {
        StateDocument document = new StateDocumentMapper(
                        SampleSnapshots.sources(CompletableFuture.completedFuture(SampleSnapshots.node()), true))
                .document(SampleSnapshots.node());

        AddressReport backup = AgentPage.report(document).addresses().stream()
                .filter(address -> address.name().equals("web-ipv6"))
                .findFirst()
                .orElseThrow();

        assertThat(backup.activeNode()).isEqualTo("fe80::b");
        assertThat(backup.backups()).containsExactly("node-a");
        assertThat(backup.routers().getFirst().members())
                .extracting(MemberReport::node, MemberReport::state)
                .containsExactlyInAnyOrder(tuple("fe80::b", "Active"), tuple("node-a", "Backup"));
    }

    @Test
    void loopThatHangsIsTheFirstProblem() throws Exception {
        try (PageServer server = AgentPage.open(ANY_PORT, SampleSnapshots.sources(new CompletableFuture<>(), true))) {
            assertThat(snapshot(server)).contains("EventLoopSilent", "the event loop did not answer within 1 s");
        }
    }
}
