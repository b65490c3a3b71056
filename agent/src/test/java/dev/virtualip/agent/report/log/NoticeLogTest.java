package dev.virtualip.agent.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.Notice;
import dev.virtualip.agent.node.Notice.Severity;
import org.junit.jupiter.api.Test;

class NoticeLogTest {
    private static final long SECOND = 1_000_000_000L;

    private final RecordedLogLines lines = new RecordedLogLines();
    private final NoticeLog log = new NoticeLog(lines);

    @Test
    void firstComesAtOnceThenOneAMinuteWithTheNumberLeftOut() {
        for (int second = 0; second < 100; second++) {
            log.say(notice("eth1", "BadTtl"), second * SECOND);
        }

        assertThat(lines.all()).containsExactly("WARNING eth1: BadTtl seen", "WARNING eth1: BadTtl seen (and 59 more)");
    }

    @Test
    void subjectsAndKindsDoNotSilenceEachOther() {
        log.say(notice("eth1", "BadTtl"), 0);
        log.say(notice("eth2", "BadTtl"), 0);
        log.say(notice("eth1", "BadChecksum"), 0);

        assertThat(lines.all()).hasSize(3);
    }

    @Test
    void everyChangeOfTheFileIsAnswered() {
        log.say(notice("node-a", "ConfigRefused"), 0);
        log.say(notice("node-a", "ConfigRefused"), 1);
        log.say(notice("node-a", "ConfigApplied"), 2);
        log.say(notice("node-a", "ConfigApplied"), 3);

        assertThat(lines.all()).hasSize(4);
    }

    @Test
    void ofTooManyTheOneThatWasQuietLongestIsForgotten() {
        for (int i = 0; i <= NoticeLog.MAX_REMEMBERED; i++) {
            log.say(notice("eth" + i, "BadTtl"), 0);
        }
        log.say(notice("eth0", "BadTtl"), 1);
        log.say(notice("eth" + NoticeLog.MAX_REMEMBERED, "BadTtl"), 1);

        assertThat(lines.all()).hasSize(NoticeLog.MAX_REMEMBERED + 2).last().isEqualTo("WARNING eth0: BadTtl seen");
    }

    private static Notice notice(String subject, String kind) {
        return new Notice(Severity.WARNING, subject, kind, kind + " seen");
    }
}
