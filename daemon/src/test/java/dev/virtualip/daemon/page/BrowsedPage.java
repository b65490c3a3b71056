package dev.virtualip.daemon.page;

import dev.virtualip.crds.report.StatusReport;
import dev.virtualip.testkit.probe.Browser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * The page with a report of a test, and a headless Chromium to look at it.
 *
 * @param server serves the page
 * @param browser shows nothing yet
 */
record BrowsedPage(PageServer server, Browser browser) implements AutoCloseable {

    /** Serves the page, and starts a browser with its profile in this folder. */
    static BrowsedPage start(Supplier<StatusReport> reports, Path profile) throws IOException, InterruptedException {
        Browser.requireInstalled();
        PageServer server = PageServer.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "--page", reports, InstantSource.system());
        try {
            return new BrowsedPage(server, new Browser(profile));
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The address of the page. */
    String url() {
        return "http://localhost:%d/".formatted(server.address().getPort());
    }

    @Override
    public void close() {
        browser.close();
        server.close();
    }
}
