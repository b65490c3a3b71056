package dev.virtualip.agent.loop;

import static dev.virtualip.agent.loop.FakeLoop.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RecentMessageTest {
    private final FakeLoop loop = new FakeLoop();
    private final RecentMessage recent = new RecentMessage(loop);

    @Test
    void messageEndsAMinuteAfterItsLastCause() {
        recent.happened("a theft", loop.now);
        loop.pass(50 * SECOND);
        recent.again(loop.now);
        loop.pass(59 * SECOND);
        assertThat(recent.text()).isEqualTo("a theft");
        assertThat(loop.changes).isEqualTo(1);
        loop.pass(SECOND);

        assertThat(recent.text()).isNull();
        assertThat(loop.changes).isEqualTo(2);
        assertThat(loop.timers.isEmpty()).isTrue();
    }

    @Test
    void otherWordsTakeItsPlace() {
        recent.happened("one", loop.now);
        recent.happened("one", loop.now);
        recent.happened("another", loop.now);

        assertThat(recent.text()).isEqualTo("another");
        assertThat(loop.changes).isEqualTo(2);
    }
}
