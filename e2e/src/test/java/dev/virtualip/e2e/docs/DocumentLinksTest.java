package dev.virtualip.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.virtualip.testkit.docs.MarkdownPage;
import dev.virtualip.testkit.lab.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links, anchors and the navigation of the documentation. */
class DocumentLinksTest {
    private static final String REPOSITORY = "https://github.com/virtualip/virtualip-operator/blob/main/";
    private static final Map<Path, MarkdownPage> PAGES =
            MarkdownPage.all().stream().collect(Collectors.toMap(MarkdownPage::path, Function.identity()));

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        PAGES.values()
                .forEach(page -> page.links().stream()
                        .map(link -> problem(page.path(), link))
                        .filter(problem -> !problem.isEmpty())
                        .forEach(problem -> broken.add(page.path() + ": " + problem)));

        assertThat(PAGES).hasSizeGreaterThan(30);
        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "docs/pools.md, pools.md#which-address, ''",
        "docs/pools.md, #which-address, ''",
        "docs/pools.md, #nowhere, '#nowhere: docs/pools.md has no such heading'",
        "docs/pools.md, gone.md, 'gone.md: there is no docs/gone.md'",
        "docs/pools.md, ../README.md, '../README.md: leads out of docs, write the address of the repository'",
        "README.md, docs/pools.md, ''",
        "README.md, https://github.com/virtualip/virtualip-operator/blob/main/examples/ingress.yaml, ''",
        "README.md, https://example.org/, ''",
    })
    void linkIsJudgedByItsTarget(String page, String link, String expected) {
        assertThat(problem(Path.of(page), link)).isEqualTo(expected);
    }

    @Test
    void navigationHasEveryPageOnce() throws IOException {
        JsonNode config =
                new YAMLMapper().readTree(Files.readString(Checkout.root().resolve("mkdocs.yml")));
        List<String> listed = new ArrayList<>();
        addPages(config.path("nav"), listed);

        assertThat(listed).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(listed))
                .isEqualTo(MarkdownPage.site().stream()
                        .map(page -> String.valueOf(page.path().getFileName()))
                        .collect(Collectors.toCollection(() -> new TreeSet<>(List.of("decisions/README.md")))));
    }

    @Test
    void runbookOfEachAlertIsASectionOfItsPage() throws IOException {
        Map<String, String> runbooks = new TreeMap<>();
        JsonNode rules = new YAMLMapper()
                .readTree(Files.readString(Checkout.root().resolve("deploy/helm/virtualip/files/alerts.yaml")));
        rules.findParents("alert")
                .forEach(rule -> runbooks.put(
                        rule.path("alert").asText(),
                        rule.path("annotations").path("runbook_url").asText()));

        assertThat(runbooks).isNotEmpty().allSatisfy((alert, url) -> {
            assertThat(url).as(alert).isEqualTo(REPOSITORY + "docs/alerts.md#" + alert.toLowerCase(Locale.ROOT));
            assertThat(problem(Path.of("README.md"), url)).isEmpty();
        });
    }

    private static void addPages(JsonNode node, List<String> pages) {
        if (node.isTextual()) {
            pages.add(node.asText());
        }
        node.forEach(each -> addPages(each, pages));
    }

    /** What is wrong with a link; empty if nothing is. Other sites are not asked. */
    private static String problem(Path page, String link) {
        boolean ours = link.startsWith(REPOSITORY);
        if (!ours && link.matches("[a-z]+:.*")) {
            return "";
        }
        String path = link.replaceFirst("#.*", "").replace(REPOSITORY, "");
        Path folder = ours || page.getParent() == null ? Path.of("") : page.getParent();
        Path target = path.isEmpty() ? page : folder.resolve(path).normalize();
        if (!Files.exists(Checkout.root().resolve(target))) {
            return link + ": there is no " + target;
        }
        if (!ours && page.startsWith("docs") && !target.startsWith("docs")) {
            return link + ": leads out of docs, write the address of the repository";
        }
        MarkdownPage there = PAGES.get(target);
        boolean hasAnchor = link.contains("#");
        return hasAnchor && (there == null || !there.anchors().contains(link.replaceFirst(".*#", "")))
                ? link + ": " + target + " has no such heading"
                : "";
    }
}
