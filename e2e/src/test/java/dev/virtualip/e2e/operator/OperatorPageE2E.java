package dev.virtualip.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.kubernetes.KubeCluster;
import dev.virtualip.testkit.kubernetes.RequiresApiServer;
import dev.virtualip.testkit.probe.Browser;
import dev.virtualip.testkit.probe.PortForward;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The live page of the operator, switched on by the chart, with a real API server and real agents.
 * {@code -Dpage.screenshots=FOLDER} writes the pictures of the documentation.
 */
@SideBySide
@RequiresApiServer
class OperatorPageE2E {
    private static final int PORT = 9853;

    @Test
    void pageSwitchedOnByTheChartShowsHolderAndMove() throws Exception {
        Browser.requireInstalled();
        try (KubeCluster cluster = KubeCluster.start("OperatorPageE2E", "node-a", "node-b", "node-c")) {
            List<String> page = ChartConfiguration.arguments(cluster, "operator: {page: {enabled: true}}").stream()
                    .filter(argument -> argument.startsWith("--page"))
                    .toList();
            assertThat(page).containsExactly("--page=127.0.0.1:" + PORT);
            cluster.addOperatorOptions(page);
            cluster.startAll();
            for (int number = 100; number < 106; number++) {
                apply(cluster, "ingress-" + number, "192.0.2.%d/24".formatted(number));
            }
            for (int number = 100; number < 106; number++) {
                String name = "ingress-" + number;
                cluster.await(name + " is Ready", () -> cluster.virtualIPs().isReady(name));
            }
            Path profile = Files.createDirectory(cluster.lab().folder().resolve("chromium"));
            try (PortForward forward = PortForward.to(cluster.control().namespace(), PORT);
                    Browser browser = new Browser(profile)) {
                browser.open(forward.url());
                String before = holder(cluster);
                browser.await(row(before));
                browser.await("document.getElementById('nodes').textContent.includes('ms')");

                cluster.powerOff(before);
                cluster.await("another node holds it", () -> !holder(cluster).equals(before));
                browser.await(row(holder(cluster)));
                browser.await("document.getElementById('moves').textContent.includes('received no more"
                        + " advertisements from " + before + "')");
                apply(cluster, "mail", "203.0.113.7/24");
                browser.await("document.getElementById('problems').textContent.includes('mail')");
                takePictures(browser);
                assertThat(browser.messages()).isEmpty();
            }
        }
    }

    private static String holder(KubeCluster cluster) {
        return cluster.virtualIPs()
                .get("ingress-100")
                .path("status")
                .path("activeNode")
                .asText();
    }

    private static String row(String holder) {
        return "[...document.querySelectorAll('#rows tr')].some(row => row.children[2].textContent === 'ingress-100'"
                + " && row.children[3].textContent === '%s')".formatted(holder);
    }

    private static void apply(KubeCluster cluster, String name, String address) {
        cluster.api().admin().apply("""
            apiVersion: virtualip.dev/v1alpha1
            kind: VirtualIP
            metadata: {name: "%s"}
            spec: {addresses: ["%s"]}
            """.formatted(name, address)).orThrow();
    }

    private static void takePictures(Browser browser) throws Exception {
        String folder = System.getProperty("page.screenshots");
        if (folder != null) {
            for (String mode : List.of("light", "dark")) {
                browser.show(mode, 1100);
                browser.evaluate("new Promise(done => setTimeout(done, 3000))");
                browser.picture(Path.of(folder, "page-" + mode + ".png"));
            }
        }
    }
}
