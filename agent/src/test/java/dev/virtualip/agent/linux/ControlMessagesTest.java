package dev.virtualip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Finding one control message among several. */
final class ControlMessagesTest {
    private static final long HOP_LIMIT = ControlMessages.kind(41, 52);
    private static final long DROPS = ControlMessages.kind(1, 40);

    private final ByteBuffer control = ByteBuffer.allocate(48).order(ByteOrder.nativeOrder());

    @Test
    void eachIsFoundBehindTheOthers() {
        message(0, 20, 1, 40);
        message(24, 20, 41, 52);
        assertThat(ControlMessages.find(control, DROPS, 4)).isEqualTo(16);
        assertThat(ControlMessages.find(control, HOP_LIMIT, 4)).isEqualTo(40);
    }

    @Test
    void missingFileIsAbsent() {
        message(0, 20, 1, 40);
        assertThat(ControlMessages.find(control, HOP_LIMIT, 4)).isEqualTo(ControlMessages.ABSENT);
        assertThat(ControlMessages.find(control.limit(0), DROPS, 4)).isEqualTo(ControlMessages.ABSENT);
    }

    @Test
    void oneThatIsTooShortOrBrokenIsAbsent() {
        message(0, 18, 1, 40);
        assertThat(ControlMessages.find(control, DROPS, 4)).isEqualTo(ControlMessages.ABSENT);
        message(0, 15, 1, 40);
        assertThat(ControlMessages.find(control, DROPS, 4)).isEqualTo(ControlMessages.ABSENT);
        message(0, 49, 1, 40);
        assertThat(ControlMessages.find(control, DROPS, 4)).isEqualTo(ControlMessages.ABSENT);
        message(0, Long.MAX_VALUE, 1, 40);
        assertThat(ControlMessages.find(control, DROPS, 4)).isEqualTo(ControlMessages.ABSENT);
    }

    private void message(int offset, long length, int level, int type) {
        control.putLong(offset, length).putInt(offset + 8, level).putInt(offset + 12, type);
    }
}
