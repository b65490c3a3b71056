package dev.virtualip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Collecting the datagrams of an answer. */
final class NetlinkAnswerTest {
    private static final int NEW_ADDRESS = 20;
    private static final int DONE = 3;
    private static final int INTERRUPTED = 0x10;

    private final NetlinkAnswer answer = new NetlinkAnswer(10_000);

    @Test
    void dumpIsCompleteWhenItsEndHasCome() {
        assertThat(answer.append(message(NEW_ADDRESS, 0, 0))).isTrue();
        assertThat(answer.complete()).isFalse();
        answer.append(message(DONE, 0, 0));
        assertThat(answer.complete()).isTrue();
        assertThat(answer.errno()).isZero();
        assertThat(answer.messages().limit()).isEqualTo(40);
    }

    @Test
    void errorEndsADumpToo() {
        answer.append(message(NetlinkAnswer.ERROR, 0, -22));
        assertThat(answer.complete()).isTrue();
        assertThat(answer.errno()).isEqualTo(22);
    }

    @Test
    void interruptionIsSeenInAnyMessage() {
        answer.append(message(NEW_ADDRESS, INTERRUPTED, 0));
        answer.append(message(DONE, 0, 0));
        assertThat(answer.interrupted()).isTrue();
    }

    @Test
    void tooManyPacketsAreRefused() {
        ByteBuffer large = ByteBuffer.allocate(6_000);
        assertThat(answer.append(large)).isTrue();
        assertThat(answer.append(large)).isFalse();
        assertThat(answer.messages().limit()).isEqualTo(6_000);
    }

    @Test
    void messagesAreCountedByTypeAndABrokenOneEndsTheCounting() {
        ByteBuffer two = ByteBuffer.allocate(50)
                .put(message(NetlinkAnswer.ERROR, 0, 0))
                .put(message(NEW_ADDRESS, 0, 0))
                .flip();
        assertThat(NetlinkAnswer.count(two, NetlinkAnswer.ERROR)).isEqualTo(1);
        assertThat(NetlinkAnswer.count(two, NetlinkAnswer.ANY_TYPE)).isEqualTo(2);
        two.order(ByteOrder.nativeOrder()).putInt(20, 7);
        assertThat(NetlinkAnswer.count(two, NetlinkAnswer.ANY_TYPE)).isEqualTo(1);
        assertThat(NetlinkAnswer.count(two.limit(10), NetlinkAnswer.ANY_TYPE)).isZero();
    }

    private static ByteBuffer message(int type, int flags, int errno) {
        return ByteBuffer.allocate(20)
                .order(ByteOrder.nativeOrder())
                .putInt(20)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(1)
                .putInt(0)
                .putInt(errno)
                .flip();
    }
}
