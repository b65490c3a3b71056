package dev.virtualip.agent.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.report.SampleSnapshots;
import dev.virtualip.agent.vrrp.Event;
import dev.virtualip.agent.vrrp.Reason;
import dev.virtualip.testkit.golden.GoldenFiles;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TransitionTextTest {

    @Test
    void pairsStoryReadsLikeThis() {
        String story = String.join("\n", lines(RecordedSteps.ofIpv4())) + "\n";

        GoldenFiles.check("log/pair-ipv4.txt", story);
    }

    @Test
    void groupsStoryReadsLikeThis() {
        String story = String.join("\n", lines(RecordedSteps.ofIpv6())) + "\n";

        GoldenFiles.check("log/group-ipv6.txt", story);
    }

    @Test
    void takeoverSaysWhoWasSilentForHowLong() {
        assertThat(lines(new RecordedSteps(SampleSnapshots.IPV4)
                        .after(0, Event.Started::new)
                        .heard(0, SampleSnapshots.PEER, 150)
                        .timer(0)))
                .last()
                .isEqualTo("ingress-ipv4 (eth1, VRID 55): Backup -> Active: PeerTimeout, 192.168.31.11 (priority 150)"
                        + " was silent for 3.609 s; advertising 192.168.31.5 every 1 s with priority 100");
    }

    @Test
    void equalPrioritiesAreExplainedByTheAddress() {
        assertThat(lines(new RecordedSteps(SampleSnapshots.IPV4)
                        .after(0, Event.Started::new)
                        .timer(0)
                        .heard(10, SampleSnapshots.PEER, 100)))
                .last()
                .asString()
                .contains("192.168.31.11 advertises with the same priority 100 from the higher address");
    }

    @Test
    void everyReasonHasACauseInEveryState() {
        List<JournalEntry> entries = Stream.of(RecordedSteps.ofIpv4(), RecordedSteps.ofIpv6())
                .flatMap(recording -> recording.entries().stream())
                .toList();
        for (Reason reason : Reason.values()) {
            assertThat(entries)
                    .allSatisfy(entry -> assertThat(TransitionCauseText.of(entry, reason))
                            .isNotBlank()
                            .doesNotContain("null"));
        }
    }

    private static List<String> lines(RecordedSteps recording) {
        return recording.entries().stream()
                .flatMap(entry -> Stream.ofNullable(entry.step().reason())
                        .map(reason -> TransitionText.of(entry, reason, "eth1")))
                .toList();
    }
}
