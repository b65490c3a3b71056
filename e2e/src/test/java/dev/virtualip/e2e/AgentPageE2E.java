package dev.virtualip.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.daemon.AgentProcess;
import dev.virtualip.testkit.daemon.RouterSetup;
import dev.virtualip.testkit.junit.SideBySide;
import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabHost;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.probe.Browser;
import dev.virtualip.testkit.probe.PortForward;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The live page of an agent without Kubernetes, in a browser, while the address fails over and comes back. */
@RequiresLab
@SideBySide
class AgentPageE2E {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.100");
    private static final RouterSetup ROUTER = RouterSetup.of("192.0.2.100/24");
    private static final int PORT = 9853;

    @Test
    void pageOfABackupShowsFailoverAndReturn() throws Exception {
        Browser.requireInstalled();
        try (Lab lab = Lab.start("AgentPageE2E", LabSubnets.DOCUMENTATION, "a", "b")) {
            LabHost a = lab.host("a");
            LabHost b = lab.host("b");
            AgentProcess first = AgentProcess.start(a, ROUTER.priority(RouterPair.BETTER));
            first.awaitHolding(ADDRESS, RouterPair.PATIENCE);
            AgentProcess second =
                    AgentProcess.start(b, List.of("--page", "127.0.0.1:" + PORT), ROUTER.priority(RouterPair.WORSE));
            String addressOfA = a.inet().getHostAddress();
            Path profile = Files.createDirectory(lab.folder().resolve("chromium"));
            try (PortForward forward = PortForward.to(b.namespace(), PORT);
                    Browser browser = new Browser(profile)) {
                browser.open(forward.url());
                browser.await(row(addressOfA));
                assertThat(browser.evaluate("document.getElementById('summary').textContent")
                                .asText())
                        .isEqualTo("Every address answers, and nothing is wrong.");

                a.pullCable();
                second.awaitHolding(ADDRESS, RouterPair.PATIENCE);
                browser.await(row("b"));
                browser.await(moved("b received no more advertisements from " + addressOfA));

                a.plugCable();
                first.awaitHolding(ADDRESS, RouterPair.PATIENCE);
                browser.await(row(addressOfA));
                browser.await(moved("b yielded to " + addressOfA));
                browser.await("document.getElementById('nodes').textContent.includes('ms')");
                assertThat(browser.messages()).isEmpty();
            }
            assertThat(second.stop()).as("%s", second.log()).isZero();
        }
    }

    /** Whether the address is held there. */
    private static String row(String holder) {
        return "document.querySelector('#rows tr')?.children[3].textContent === '%s'".formatted(holder);
    }

    private static String moved(String reason) {
        return "document.getElementById('moves').textContent.includes('%s')".formatted(reason);
    }
}
