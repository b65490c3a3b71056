package dev.virtualip.daemon.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.report.ReportedProblem;
import dev.virtualip.crds.report.Severity;
import dev.virtualip.crds.report.StatusReport;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a client of the page receives: everything first, then what changed. */
class PageFeedTest {
    private StatusReport report = SampleReport.of(List.of("edge", "shop"), "node-a");
    private long nanos;
    private int asked;
    private final PageFeed feed = new PageFeed(
            100,
            () -> {
                asked++;
                return report;
            },
            () -> "2026-01-02T12:00:00Z",
            () -> nanos);

    private PageFeed.Update after(long seen, StatusReport next) {
        report = next;
        nanos += 1_000_000_000;
        return feed.since(seen);
    }

    @Test
    void firstUpdateIsWhole() {
        assertThat(feed.since(0).json())
                .startsWith("{\"whole\":true,\"time\":\"2026-01-02T12:00:00Z\",\"addresses\":[{")
                .contains("\"name\":\"edge\"", "\"name\":\"shop\"", "\"moves\":[{", "\"problems\":[]");
    }

    @Test
    void changedAddressIsSentAlone() {
        long seen = feed.since(0).number();
        StatusReport moved = new StatusReport(
                List.of(),
                List.of(report.addresses().getFirst(), SampleReport.address("shop", "node-b", Severity.OK)),
                List.of(),
                List.of(),
                List.of());

        assertThat(after(seen, moved).json())
                .startsWith("{\"whole\":false")
                .contains("\"name\":\"shop\"", "\"activeNode\":\"node-b\"")
                .doesNotContain("\"addresses\":[{\"name\":\"edge\"", "\"nodes\"");
    }

    @Test
    void unchangedStateSendsNothing() {
        long seen = feed.since(0).number();

        assertThat(after(seen, report)).isEqualTo(new PageFeed.Update(seen, ""));
    }

    @Test
    void deletedAddressIsNamed() {
        long seen = feed.since(0).number();

        assertThat(after(seen, SampleReport.of(List.of("edge"), "node-a")).json())
                .contains("\"deleted\":[\"shop\"]");
    }

    @Test
    void clientThatMissedUpdatesGetsThemAtOnce() {
        long seen = feed.since(0).number();
        after(seen, SampleReport.of(List.of("edge", "shop", "mail"), "node-a"));
        PageFeed.Update update = after(seen, SampleReport.of(List.of("edge", "mail"), "node-a"));

        assertThat(update.json()).contains("\"name\":\"mail\"", "\"deleted\":[\"shop\"]", "\"whole\":false");
    }

    @Test
    void numberOfAnotherProcessGetsEverything() {
        assertThat(feed.since(999).json()).startsWith("{\"whole\":true");
        assertThat(feed.since(99).json()).startsWith("{\"whole\":true");
    }

    @Test
    void clientThatMissedTooManyDeletedAddressesGetsEverything() {
        long seen = feed.since(0).number();
        List<String> names = IntStream.range(0, PageFeed.MAX_DELETED + 10)
                .mapToObj(i -> "a" + i)
                .toList();
        after(seen, SampleReport.of(names, "node-a"));
        PageFeed.Update update = after(seen, SampleReport.of(List.of("edge"), "node-a"));

        assertThat(update.json()).startsWith("{\"whole\":true").contains("\"deleted\":[]");
    }

    @Test
    void timelineKeepsEarlierMovesAndIsBounded() {
        feed.since(0);
        PageFeed.Update update = after(0, SampleReport.of(List.of("edge", "shop"), "node-b"));
        assertThat(update.json().split("\"explanation\"", -1)).hasSize(2 + 4 + 1);

        update = after(
                0,
                SampleReport.of(IntStream.range(0, 300).mapToObj(i -> "a" + i).toList(), "node-a"));
        assertThat(update.json().split("\"move\":", -1)).hasSize(PageFeed.MAX_MOVES + 1);
    }

    @Test
    void problemsAreBoundedAndCounted() {
        List<ReportedProblem> problems = IntStream.range(0, 900)
                .mapToObj(i -> new ReportedProblem(Severity.DOWN, "VirtualIP", "a" + i, "NoActive", "none", ""))
                .toList();
        PageFeed.Update update = after(0, new StatusReport(problems, List.of(), List.of(), List.of(), List.of()));

        assertThat(update.json()).contains("\"problemCount\":900");
        assertThat(update.json().split("\"NoActive\"", -1)).hasSize(PageFeed.MAX_PROBLEMS + 1);
    }

    @Test
    void manyClientsCauseTwoReportsInASecond() {
        for (int i = 0; i < 320; i++) {
            nanos = i * 1_000_000_000L / 320;
            feed.since(0);
        }

        assertThat(asked).isEqualTo(2);
    }
}
