package dev.virtualip.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.cli.ClusterDocuments;
import dev.virtualip.cli.cluster.ClusterObjects;
import dev.virtualip.cli.output.OutputFormat;
import dev.virtualip.cli.output.TextStyle;
import dev.virtualip.crds.report.StatusReport;
import dev.virtualip.crds.report.StatusReporter;
import dev.virtualip.testkit.golden.GoldenFiles;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts of {@code status} for whole clusters. */
class StatusGoldenTest {
    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

    static List<String> cases() {
        return GoldenFiles.cases("status");
    }

    private static ClusterObjects objects(String name) {
        return ClusterDocuments.read(GoldenFiles.read("status/" + name + "/in.yaml"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void clusterIsShownAsText(String name) {
        StatusReport report = StatusReporter.report(objects(name).reportInput(), NOW);
        String details = report.addresses().stream()
                .map(address -> "\n$ virtualip status %s\n".formatted(address.name())
                        + StatusText.detail(report.only(address.name()), NOW, TextStyle.PLAIN))
                .collect(Collectors.joining());

        GoldenFiles.check(
                "status/" + name + "/out.txt",
                "$ virtualip status\n" + StatusText.overview(report, NOW, TextStyle.PLAIN, false) + details);
    }

    @Test
    void wideTextHasMoreColumnsOnTheSameLines() {
        StatusReport report = StatusReporter.report(objects("healthy").reportInput(), NOW);

        assertThat(StatusText.overview(report, NOW, TextStyle.PLAIN, true))
                .contains("INTERFACE   VRID   MOVES   LAST MOVE   REASON")
                .contains("192.0.2.10/24,2001:db8::10/64");
    }

    @Test
    void jsonAndYamlHoldTheReport() {
        StatusReport report = StatusReporter.report(objects("split-brain").reportInput(), NOW);

        assertThat(OutputFormat.JSON.data(report)).contains("\"severity\" : \"DOWN\"", "\"activeNode\"");
        assertThat(OutputFormat.YAML.data(report)).contains("severity: DOWN").endsWith("\n");
    }

    @Test
    void colorsAreOnlyAddedWhereAsked() {
        StatusReport report = StatusReporter.report(objects("split-brain").reportInput(), NOW);

        assertThat(StatusText.overview(report, NOW, new TextStyle(true), false)).contains("\u001b[31mDOWN");
        assertThat(StatusText.overview(report, NOW, TextStyle.PLAIN, false)).doesNotContain("\u001b");
    }

    @Test
    void changedAddressIsOneLine() {
        StatusReport before = StatusReporter.report(objects("healthy").reportInput(), NOW);
        StatusReport after = StatusReporter.report(objects("no-backup").reportInput(), NOW);

        assertThat(StatusChanges.lines(before, before)).isEmpty();
        assertThat(StatusChanges.lines(before, after))
                .containsExactly("ingress  on node-a  DEGRADED NoBackup  no backup", "svc-shop-web  deleted");
    }
}
