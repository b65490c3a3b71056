package dev.virtualip.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.virtualip.agent.vrrp.ChecksumForm;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Passwords of version 2 (RFC 2338 section 5.3.6 and 7.1). */
class PacketAuthenticationTest {

    @Test
    void passwordIsCutToEightBytesAndFilledUpWithZeros() {
        assertThat(PacketAuthentication.of("123456789")).isEqualTo(PacketAuthentication.of("12345678"));
        assertThat(PacketAuthentication.of("12345678").data()).isEqualTo(0x3132_3334_3536_3738L);
        assertThat(PacketAuthentication.of("1234").data()).isEqualTo(0x3132_3334_0000_0000L);
    }

    @Test
    void passwordBeyondAsciiIsCutByBytesNotByCharacters() {
        assertThat(PacketAuthentication.of("ääääX")).isEqualTo(PacketAuthentication.of("ääää"));
    }

    @Test
    void emptyPasswordIsNotNoPassword() {
        assertThat(PacketAuthentication.of("")).isNotEqualTo(PacketAuthentication.NONE);
        assertThat(PacketAuthentication.of(null)).isEqualTo(PacketAuthentication.NONE);
    }

    @Test
    void textFormKeepsThePassword() {
        assertThat(PacketAuthentication.of("secret")).hasToString("PacketAuthentication[type=1]");
    }

    @Test
    void anotherPasswordIsRefused() {
        assertThat(received(message("wrong"), "right")).isEqualTo(Refusal.AUTHENTICATION);
        assertThat(received(message("right"), "right")).isNull();
    }

    @Test
    void passwordWhereNoneIsExpectedAndNoneWhereOneIsHaveTheWrongType() {
        assertThat(received(message("right"), (String) null)).isEqualTo(Refusal.AUTHENTICATION_TYPE);
        assertThat(received(message(null), "right")).isEqualTo(Refusal.AUTHENTICATION_TYPE);
    }

    @Test
    void whileAPasswordChangesTheOldAndTheNewOneAreTaken() {
        assertThat(received(message("old"), "old", "new")).isNull();
        assertThat(received(message("new"), "old", "new")).isNull();
        assertThat(received(message("other"), "old", "new")).isEqualTo(Refusal.AUTHENTICATION);
        assertThat(received(message(null), "old", "new")).isEqualTo(Refusal.AUTHENTICATION_TYPE);
    }

    @Test
    void whileAPasswordIsBroughtInMessagesWithoutOneAreTaken() {
        assertThat(received(message(null), null, "new")).isNull();
        assertThat(received(message("new"), null, "new")).isNull();
    }

    @Test
    void dataOfTypeNoneMeanNothing() {
        ByteBuffer message = message(null).putLong(16, 42).putShort(6, (short) 0);
        message.putShort(6, InternetChecksum.of(message, 0));
        assertThat(received(message, (String) null)).isNull();
    }

    @Test
    void foreignRouterIsReadWhateverItsPassword() {
        Decoded decoded = VrrpCodec.decode(Sample.V2.datagram(message("unknown")), _ -> Expectation.ANYTHING);
        assertThat(decoded).isInstanceOf(Decoded.Ok.class);
    }

    @Test
    void expectationThatNothingCouldMeetIsADefect() {
        assertThatThrownBy(() -> new Expectation.Local(2, Sample.SECOND, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Authentication.NONE");
    }

    private static ByteBuffer message(@Nullable String password) {
        ByteBuffer out = ByteBuffer.allocate(24);
        Envelope envelope =
                new Envelope(Sample.SOURCE, Sample.GROUP, ChecksumForm.MESSAGE_ONLY, PacketAuthentication.of(password));
        VrrpCodec.encode(Sample.V2.advertisement(), envelope, out);
        return out;
    }

    /** The reason of the refusal, null if it was taken. */
    private static @Nullable Refusal received(ByteBuffer message, @Nullable String... accepted) {
        Expectation expectation = new Expectation.Local(
                2,
                Sample.SECOND,
                Arrays.stream(accepted).map(PacketAuthentication::of).toList());
        return switch (VrrpCodec.decode(Sample.V2.datagram(message), _ -> expectation)) {
            case Decoded.Ok _ -> null;
            case Decoded.Malformed malformed -> malformed.reason();
        };
    }
}
