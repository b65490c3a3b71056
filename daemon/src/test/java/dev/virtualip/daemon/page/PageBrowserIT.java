package dev.virtualip.daemon.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.report.StatusReport;
import dev.virtualip.testkit.probe.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in headless Chromium. */
class PageBrowserIT {
    private static final String ROWS = "[...document.querySelectorAll('#rows > tr')].filter(e => !e.hidden)";

    private volatile StatusReport report = SampleReport.many(24, "node-a");

    @TempDir
    private Path folder;

    private BrowsedPage page;
    private Browser browser;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        page = BrowsedPage.start(() -> report, folder);
        browser = page.browser();
        browser.evaluate("document.title");
    }

    @AfterEach
    void close() {
        if (page != null) {
            page.close();
        }
    }

    private void show(int number) throws IOException, InterruptedException {
        report = SampleReport.many(number, "node-a");
        browser.call(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of(
                        "source",
                        "window.longTasks = []; new PerformanceObserver(list => list.getEntries().forEach("
                                + "e => longTasks.push(e.duration))).observe({type: 'longtask', buffered: true})"));
        browser.call("Page.navigate", Map.of("url", page.url()));
        browser.await("document.readyState === 'complete' && " + ROWS + ".length === " + number);
    }

    @Test
    void pageShowsTheStateAndFollowsIt() throws Exception {
        show(24);
        assertThat(browser.evaluate("document.getElementById('summary').textContent")
                        .asText())
                .isEqualTo("1 address does not answer as it should.");
        assertThat(browser.evaluate(ROWS + "[0].textContent").asText()).contains("DOWN SplitBrain", "ingress-1");
        report = SampleReport.many(24, "node-a", "<img src=x onerror=alert(1)>");
        browser.await("document.getElementById('problems').textContent.includes('<img src=x')");
        assertThat(browser.evaluate("document.querySelectorAll('#problems img').length")
                        .asInt())
                .as("markup in a message stays text")
                .isZero();

        report = SampleReport.many(24, "node-z");
        browser.await(ROWS + ".some(e => e.textContent.includes('node-z'))");
        browser.await("document.getElementById('moves').textContent.includes('to node-z')");
        report = SampleReport.many(20, "node-z");
        browser.await(ROWS + ".length === 20");

        assertThat(browser.messages()).as("errors and violations of the policy").isEmpty();
        assertThat(browser.requests()).allMatch(url -> url.startsWith(page.url()));
    }

    @Test
    void keyboardFiltersAndOpensDetails() throws Exception {
        show(24);
        browser.press("/", "/");
        assertThat(browser.evaluate("document.activeElement.id").asText()).isEqualTo("filter");
        browser.call("Input.insertText", Map.of("text", "ingress-2 degraded"));
        browser.await(ROWS + ".length === 1");
        browser.press("ArrowDown", null);
        browser.press("Enter", "\r");
        browser.await("document.activeElement.getAttribute('aria-expanded') === 'true'");
        assertThat(browser.evaluate("document.querySelector('.details').textContent")
                        .asText())
                .contains("Health checks", "node-a", "Last move");
        browser.press("/", "/");
        browser.press("Escape", null);
        browser.await(ROWS + ".length === 25");
    }

    @Test
    void controlsAndTablesHaveNames() throws Exception {
        show(24);
        String unnamed = "[...document.querySelectorAll('button, input, meter')].filter(e => !(e.textContent.trim()"
                + " || e.getAttribute('aria-label') || (e.labels && e.labels.length))).length";
        assertThat(browser.evaluate(unnamed).asInt()).isZero();
        assertThat(browser.evaluate("[...document.querySelectorAll('table')].filter(t => !t.caption"
                                + " && !t.getAttribute('aria-labelledby')).length")
                        .asInt())
                .isZero();
        assertThat(browser.evaluate("[...document.querySelectorAll('th')].filter(t => !t.scope).length")
                        .asInt())
                .isZero();
        assertThat(browser.evaluate("document.querySelectorAll('[aria-live=polite]').length")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void darkAndLightFollowTheSystem() throws Exception {
        String background = "getComputedStyle(document.body).backgroundColor";
        for (Map.Entry<String, String> mode :
                List.of(Map.entry("light", "rgb(246, 246, 243)"), Map.entry("dark", "rgb(20, 24, 22)"))) {
            browser.call(
                    "Emulation.setEmulatedMedia",
                    Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", mode.getKey()))));
            browser.call(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", 1200, "height", 900, "deviceScaleFactor", 1, "mobile", false));
            show(9);
            assertThat(browser.evaluate(background).asText()).isEqualTo(mode.getValue());
        }
    }

    @Test
    void thousandAddressesStayFluid() throws Exception {
        show(1_000);
        for (int i = 0; i < 5; i++) {
            report = SampleReport.many(1_000, "node-" + i);
            browser.await(ROWS + ".some(e => e.textContent.includes('node-" + i + "'))");
        }
        double longest = browser.evaluate("Math.max(0, ...longTasks)").asDouble();
        System.out.printf(
                "page with 1,000 addresses: longest task %.0f ms, JS heap %.1f MiB, first paint %.0f ms%n",
                longest,
                browser.evaluate("performance.memory.usedJSHeapSize").asDouble() / (1 << 20),
                browser.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
                        .asDouble());

        assertThat(longest).as("the longest task of the tab, ms").isLessThan(2_000);
        assertThat(browser.messages()).isEmpty();
    }
}
