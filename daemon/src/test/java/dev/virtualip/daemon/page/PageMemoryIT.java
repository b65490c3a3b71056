package dev.virtualip.daemon.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.report.StatusReport;
import dev.virtualip.testkit.probe.Browser;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory of the page with 1,000 addresses that keep changing. {@code -Dpage.minutes=60} makes it an hour instead of
 * some seconds; each minute is a line.
 */
class PageMemoryIT {
    private static final int ADDRESSES = 1_000;
    private static final double MEBIBYTE = 1 << 20;

    /** The growth of the tab's heap, after its garbage is collected, that is no leak. */
    private static final double MAX_GROWTH = 4;

    private volatile StatusReport report = SampleReport.many(ADDRESSES, "node-a");

    @TempDir
    private Path folder;

    @Test
    void heapOfTheTabChangingAddressesDoesNotGrow() throws Exception {
        long minutes = Long.getLong("page.minutes", 0);
        Browser.requireInstalled();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (PageServer server = PageServer.open(address, "--page", () -> report, InstantSource.system());
                Browser browser = new Browser(folder)) {
            browser.call(
                    "Page.navigate",
                    Map.of(
                            "url",
                            "http://localhost:%d/".formatted(server.address().getPort())));
            browser.await("document.querySelectorAll('#rows > tr').length === " + ADDRESSES);
            follow(browser, 10);
            double first = heap(browser, 0);
            double last = first;
            long began = System.nanoTime();
            for (long minute = 1; minute <= minutes; minute++) {
                while (System.nanoTime() - began < TimeUnit.MINUTES.toNanos(minute)) {
                    follow(browser, 1);
                    Thread.sleep(5_000);
                }
                last = heap(browser, minute);
            }
            if (minutes == 0) {
                follow(browser, 10);
                last = heap(browser, 0);
            }

            assertThat(last - first).as("growth, MiB").isLessThan(MAX_GROWTH);
            assertThat(browser.messages()).isEmpty();
        }
    }

    /** Lets the first address, and the message of a problem, change this many times. */
    private void follow(Browser browser, int changes) throws Exception {
        for (int i = 0; i < changes; i++) {
            String node = "node-" + System.nanoTime();
            report = SampleReport.many(ADDRESSES, node, "node-a and " + node + " are Active at once");
            browser.await("document.querySelector('#rows').textContent.includes('" + node + "')"
                    + " && document.querySelector('#problems').textContent.includes('" + node + "')");
        }
    }

    private static double heap(Browser browser, long minute) throws Exception {
        browser.call("HeapProfiler.collectGarbage", Map.of());
        double tab =
                browser.call("Runtime.getHeapUsage", Map.of()).path("usedSize").asDouble() / MEBIBYTE;
        int nodes =
                browser.evaluate("document.getElementsByTagName('*').length").asInt();
        System.out.printf(
                "page with %,d addresses, minute %d: JS heap %.2f MiB, %,d elements; heap of the server %.1f MiB%n",
                ADDRESSES,
                minute,
                tab,
                nodes,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBIBYTE);
        return tab;
    }
}
