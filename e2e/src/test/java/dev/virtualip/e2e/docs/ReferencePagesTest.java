package dev.virtualip.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.golden.GoldenFiles;
import dev.virtualip.testkit.lab.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The generated pages of the documentation are those that the sources give. */
class ReferencePagesTest {
    /** A condition and its reason; Degraded and Reconciling take those of others. */
    private static final Pattern EXPECTED =
            Pattern.compile("\"(Accepted|Programmed|Ready): (?:True|False|Unknown) ([A-Za-z]+) since");

    @Test
    void customResourcesAreCurrent() {
        check("custom-resources.md", ReferencePages.customResources());
        assertThat(ReferencePages.customResources())
                .contains("| `spec.advertisementInterval` | string |", "## VirtualIPPool", "## VRRPRouter");
    }

    @Test
    void reasonsAreCurrent() {
        check("reasons.md", ReferencePages.reasons());
        assertThat(ReferencePages.reasons()).contains("| `AddressInUse` |", "| `PeerTimeout` |", "| `Degraded` |");
    }

    /** The statuses that the tests of the operator expect are examples of which conditions have a reason. */
    @Test
    void reasonsNameTheConditionsThatHaveThemInExpectedStatuses() throws IOException {
        String page = ReferencePages.reasons();
        List<String> missing = new ArrayList<>();
        for (MatchResult condition : expectedConditions()) {
            String row = page.lines()
                    .filter(line -> line.startsWith("| `%s` | ".formatted(condition.group(2))))
                    .filter(line -> line.contains(": "))
                    .findFirst()
                    .orElse("");
            if (!row.split(":", 2)[0].contains(condition.group(1))) {
                missing.add(condition.group());
            }
        }

        assertThat(missing).isEmpty();
    }

    private static List<MatchResult> expectedConditions() throws IOException {
        Path cases = Checkout.root().resolve("operator/src/test/resources/status");
        List<MatchResult> conditions = new ArrayList<>();
        try (Stream<Path> files = Files.walk(cases)) {
            for (Path file : files.filter(path -> path.endsWith("out.yaml")).toList()) {
                EXPECTED.matcher(Files.readString(file)).results().forEach(conditions::add);
            }
        }
        assertThat(conditions).as("conditions in %s", cases).isNotEmpty();
        return conditions;
    }

    @Test
    void metricsAreCurrent() {
        check("metrics.md", ReferencePages.metrics());
        assertThat(ReferencePages.metrics())
                .contains(
                        "| `virtualip_transitions_total` | counter |",
                        "| `virtualip_operator_plan_seconds` | histogram |");
    }

    private static void check(String page, String text) {
        GoldenFiles.check(Checkout.root().resolve("docs").resolve(page), text);
    }
}
