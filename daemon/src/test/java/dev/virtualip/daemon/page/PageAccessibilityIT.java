package dev.virtualip.daemon.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.virtualip.crds.report.NodeReport;
import dev.virtualip.crds.report.ReportedProblem;
import dev.virtualip.crds.report.Severity;
import dev.virtualip.crds.report.StatusReport;
import dev.virtualip.testkit.probe.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page for those who use a screen reader, a keyboard alone, little contrast or no motion. */
class PageAccessibilityIT {
    /** Every text below 4.5:1 (WCAG 2.2, 1.4.3 AA), with what a person needs to find it. */
    private static final String CONTRAST = """
        (() => {
          const parse = text => {
            const n = text.match(/[0-9.]+/g).map(Number);
            const scale = text.startsWith('color(') ? 255 : 1;
            return {r: n[0] * scale, g: n[1] * scale, b: n[2] * scale, a: n.length > 3 ? n[3] : 1};
          };
          const over = (top, below) => ({r: top.r * top.a + below.r * (1 - top.a), a: 1,
            g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a)});
          const part = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
          const luminance = c => 0.2126 * part(c.r) + 0.7152 * part(c.g) + 0.0722 * part(c.b);
          const ratio = (x, y) => {
            const [low, high] = [luminance(x), luminance(y)].sort((p, q) => p - q);
            return (high + 0.05) / (low + 0.05);
          };
          const background = node => {
            const chain = [];
            for (let each = node; each; each = each.parentElement) chain.push(each);
            return chain.reverse().reduce((below, each) =>
              over(parse(getComputedStyle(each).backgroundColor), below), {r: 255, g: 255, b: 255, a: 1});
          };
          const found = [];
          let texts = 0;
          const check = (node, color, least, what) => {
            const behind = background(node);
            const value = ratio(over(parse(color), behind), behind);
            if (value < least) found.push(value.toFixed(2) + ' ' + what + ' ' + color);
          };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode.parentElement;
            const text = walker.currentNode.data.trim();
            if (!text || !node.checkVisibility() || node.closest('noscript')) continue;
            texts++;
            check(node, getComputedStyle(node).color, 4.5, text.slice(0, 40));
            for (let each = node; each; each = each.parentElement) {
              if (getComputedStyle(each).opacity !== '1') found.push('opacity of ' + text.slice(0, 40));
            }
          }
          const input = document.getElementById('filter');
          check(input, getComputedStyle(input).color, 4.5, 'filter');
          check(input.parentElement, getComputedStyle(input).borderTopColor, 3, 'border of the filter');
          for (const node of document.querySelectorAll('.state, .connection, .moves li')) {
            const dot = getComputedStyle(node, '::before');
            const bare = parse(dot.backgroundColor).a === 0;
            check(node, bare ? dot.borderTopColor : dot.backgroundColor, 3, 'mark of ' + node.textContent);
          }
          for (const node of document.querySelectorAll('.problems li')) {
            check(node, getComputedStyle(node).borderLeftColor, 3, 'mark of ' + node.textContent.slice(0, 40));
          }
          return {texts, found};
        })()\
        """;

    /** A name for the focused element; empty: none is focused. */
    private static final String FOCUSED = """
        (() => {
          const at = document.activeElement;
          if (!at || at === document.body) return '';
          const box = at.getBoundingClientRect();
          const style = getComputedStyle(at);
          const seen = box.width > 0 && box.right > 0 && box.left < innerWidth
            && box.bottom > 0 && box.top < innerHeight;
          const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
          return (at.id || at.textContent.trim()) + (seen ? '' : ' OUT OF VIEW') + (ring ? '' : ' NO RING');
        })()\
        """;

    private static final String REACHABLE = """
        [...document.querySelectorAll('a[href], button, input, .problems, .moves')]
          .filter(each => each.checkVisibility()).map(each => each.id || each.textContent.trim())\
        """;

    private volatile StatusReport report = everything("node-a");

    @TempDir
    private Path folder;

    private BrowsedPage page;
    private Browser browser;

    /** A report that shows every part of the page and every severity. */
    private static StatusReport everything(String holder) {
        StatusReport many = SampleReport.many(24, holder);
        List<ReportedProblem> problems = Stream.concat(
                        many.problems().stream(),
                        Arrays.stream(Severity.values())
                                .filter(each -> each != Severity.OK)
                                .map(each -> new ReportedProblem(
                                        each, "VirtualIP", "edge-" + each, "Reason", "Message.", "Remedy.")))
                .toList();
        return new StatusReport(
                problems,
                Stream.concat(
                                many.addresses().stream(),
                                Arrays.stream(Severity.values())
                                        .map(each -> SampleReport.address("edge-" + each, holder, each)))
                        .toList(),
                Stream.concat(
                                many.nodes().stream(),
                                IntStream.range(0, 3)
                                        .mapToObj(i -> new NodeReport("spare-" + i, 0, 1, "ok", "Ready", null)))
                        .toList(),
                many.pools(),
                List.of("Pods cannot be read: health of agents is unknown"));
    }

    @BeforeEach
    void open() throws IOException, InterruptedException {
        page = BrowsedPage.start(() -> report, folder);
        browser = page.browser();
        browser.open(page.url());
        browser.await("document.querySelectorAll('#rows > tr').length === 29");
    }

    @AfterEach
    void close() {
        if (page != null) {
            page.close();
        }
    }

    /** The nodes of the accessibility tree that a screen reader gets. */
    private List<JsonNode> tree() throws IOException {
        JsonNode nodes = browser.call("Accessibility.getFullAXTree", Map.of()).path("nodes");
        return StreamSupport.stream(nodes.spliterator(), false)
                .filter(node -> !node.path("ignored").asBoolean())
                .toList();
    }

    private static List<String> named(List<JsonNode> tree, String role) {
        return tree.stream()
                .filter(node -> node.path("role").path("value").asText().equals(role))
                .map(node -> node.path("name").path("value").asText())
                .toList();
    }

    private static String property(JsonNode node, String name) {
        for (JsonNode each : node.path("properties")) {
            if (each.path("name").asText().equals(name)) {
                return each.path("value").path("value").asText();
            }
        }
        return "";
    }

    @Test
    void screenReaderGetsRolesAndNames() throws IOException {
        List<JsonNode> tree = tree();

        assertThat(named(tree, "heading"))
                .containsExactlyInAnyOrder(
                        "virtualip",
                        "What is wrong, and what to do",
                        "Addresses",
                        "Nodes",
                        "Pools",
                        "Moves, the latest first");
        assertThat(named(tree, "banner")).hasSize(1);
        assertThat(named(tree, "main")).hasSize(1);
        assertThat(named(tree, "region"))
                .contains("What is wrong, and what to do", "Addresses", "Nodes", "Moves, the latest first");
        assertThat(named(tree, "table"))
                .containsExactlyInAnyOrder(
                        "Every address with the node that answers for it, the worst first",
                        "Every node with the number of virtual routers that it serves",
                        "Pools");
        assertThat(named(tree, "columnheader"))
                .contains("State", "Address", "Name", "Node", "For", "Interface", "VRID", "Can take over", "Moves")
                .contains("Agent", "Late by at most", "Pool", "Used", "Free")
                .doesNotContain("");
        assertThat(named(tree, "rowheader")).hasSize(29 + 6 + 1).doesNotContain("");
        assertThat(named(tree, "list"))
                .contains("Addresses by state", "What is wrong, and what to do", "Moves, the latest first");
        assertThat(named(tree, "searchbox")).containsExactly("Filter");
        assertThat(named(tree, "checkbox")).containsExactly("Problems only");
        assertThat(named(tree, "link")).containsExactly("Skip to the addresses");
        assertThat(named(tree, "button")).hasSize(29 + 6).doesNotContain("");
        assertThat(named(tree, "meter"))
                .contains("Active on node-a", "Used of edge")
                .doesNotContain("");
        assertThat(named(tree, "image")).as("the icon is decoration").isEmpty();
    }

    @Test
    void liveRegionsAnnounceSummaryAndConnection() throws IOException {
        List<JsonNode> tree = tree();

        assertThat(named(tree, "status")).hasSize(2);
        assertThat(tree.stream()
                        .filter(node -> property(node, "live").equals("polite")
                                && property(node, "root").isEmpty())
                        .count())
                .as("connection, number of shown addresses, and the summary")
                .isEqualTo(3);
    }

    @Test
    void detailsAreATableThatIsToldAsOpen() throws Exception {
        browser.evaluate("document.querySelector('#rows button').click()");

        List<JsonNode> tree = tree();

        assertThat(named(tree, "table")).anyMatch(name -> name.endsWith("-ipv4, IPv4"));
        assertThat(named(tree, "rowheader")).contains("node-a");
        assertThat(tree.stream()
                        .filter(node -> property(node, "expanded").equals("true"))
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void everyTextHasContrast(String scheme) throws IOException {
        browser.show(scheme, 900);
        browser.evaluate("document.querySelector('#rows button').click(); document.querySelector('.skip').focus();"
                + "document.querySelectorAll('[hidden]').forEach(each => each.hidden = false)");

        for (String background : List.of("", "var(--hover)", "var(--changed)")) {
            for (String connection : List.of("connection", "connection live", "connection lost")) {
                browser.evaluate("document.querySelectorAll('tbody tr').forEach(each => each.style.background = '"
                        + background + "')");
                JsonNode result = browser.evaluate(
                        "document.getElementById('connection').className = '" + connection + "'; " + CONTRAST);

                assertThat(result.path("texts").asInt()).isGreaterThan(300);
                Set<String> found = new HashSet<>();
                result.path("found").forEach(each -> found.add(each.asText()));
                assertThat(found)
                        .as("%s, rows on '%s', %s", scheme, background, connection)
                        .isEmpty();
            }
        }
    }

    @Test
    void everythingIsReachedByTabWithAVisibleFocus() throws IOException {
        browser.show("light", 900);
        List<String> reachable = new ArrayList<>();
        browser.evaluate(REACHABLE).forEach(each -> reachable.add(each.asText()));

        List<String> reached = new ArrayList<>();
        for (int i = 0; i < reachable.size(); i++) {
            browser.press("Tab", null);
            reached.add(browser.evaluate(FOCUSED).asText());
        }

        assertThat(reached).containsExactlyElementsOf(reachable);
    }

    @Test
    void skipLinkLeadsToTheAddresses() throws IOException {
        browser.press("Tab", null);
        assertThat(browser.evaluate(FOCUSED).asText()).isEqualTo("Skip to the addresses");
        browser.press("Enter", "\r");
        browser.press("Tab", null);

        assertThat(browser.evaluate(FOCUSED).asText()).isEqualTo("filter");
    }

    @Test
    void focusStaysWhenItsRowMovesOrIsDrawnAgain() throws Exception {
        String last = "[...document.querySelectorAll('#rows > tr')].at(-1).querySelector('button')";
        browser.evaluate("window.mine = " + last + "; mine.focus()");
        String address =
                browser.evaluate("mine.closest('tr').cells[2].textContent").asText();
        report = with(report, address, Severity.DOWN);
        browser.await("mine.closest('tr').cells[0].textContent.includes('DOWN')");

        assertThat(browser.evaluate("document.activeElement === mine").asBoolean())
                .isTrue();

        browser.evaluate("document.querySelector('#nodes button').focus()");
        report = everything("node-b");
        browser.await("document.querySelector('#moves').textContent.includes('to node-b')");
        report = new StatusReport(
                report.problems(), report.addresses(), report.nodes().subList(0, 4), report.pools(), report.gaps());
        browser.await("document.querySelectorAll('#nodes tr').length === 4");

        assertThat(browser.evaluate("document.activeElement.textContent").asText())
                .isEqualTo("node-a");
    }

    private static StatusReport with(StatusReport report, String name, Severity severity) {
        return new StatusReport(
                report.problems(),
                report.addresses().stream()
                        .map(each -> each.name().equals(name)
                                ? SampleReport.address(name, each.activeNode(), severity)
                                : each)
                        .toList(),
                report.nodes(),
                report.pools(),
                report.gaps());
    }

    @ParameterizedTest
    @CsvSource({"reduce,false", "no-preference,true"})
    void rowFlashesOnlyForThoseWhoAllowMotion(String preference, boolean moves) throws Exception {
        browser.call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", preference))));
        browser.evaluate("window.animated = false; (function look() {"
                + " animated ||= document.getAnimations().length > 0; requestAnimationFrame(look); })()");
        report = everything("node-z");
        browser.await("document.querySelector('#rows').textContent.includes('node-z')");
        browser.await("document.querySelectorAll('tr.changed').length > 0");
        browser.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

        assertThat(browser.evaluate("animated").asBoolean()).isEqualTo(moves);
        if (!moves) {
            assertThat(browser.evaluate("[...document.querySelectorAll('*')].filter(each => {"
                                    + " const s = getComputedStyle(each); return s.transitionDuration !== '0s'"
                                    + " || s.animationName !== 'none' || s.scrollBehavior !== 'auto'; }).length")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void narrowWindowScrollsNoTextSideways() throws IOException {
        browser.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 320, "height", 800, "deviceScaleFactor", 1, "mobile", false));

        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .as("only the tables scroll, inside their frames")
                .isLessThanOrEqualTo(320);
    }
}
