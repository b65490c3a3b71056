package dev.virtualip.agent.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.wire.PacketAuthentication;
import org.junit.jupiter.api.Test;

final class AcceptedPasswordsTest {
    private static final PacketAuthentication OLD = PacketAuthentication.of("old");
    private static final PacketAuthentication NEW = PacketAuthentication.of("new");
    private final AcceptedPasswords passwords = new AcceptedPasswords("old");

    @Test
    void forAMinuteBothAreTaken_thenTheNewOneAlone() {
        passwords.change("new", 100);

        assertThat(passwords.accepted(100)).containsExactly(NEW, OLD);
        assertThat(passwords.accepted(99 + AcceptedPasswords.BOTH_NANOS)).containsExactly(NEW, OLD);
        assertThat(passwords.accepted(100 + AcceptedPasswords.BOTH_NANOS)).containsExactly(NEW);
    }

    @Test
    void passwordThatIsGivenAgainChangesNothing() {
        passwords.change("old", 100);

        assertThat(passwords.accepted(100)).containsExactly(OLD);
    }

    @Test
    void endOfTheOldPasswordIsReportedOnce() {
        assertThat(passwords.takeEnded(0)).isFalse();
        passwords.change("new", 0);
        assertThat(passwords.takeEnded(AcceptedPasswords.BOTH_NANOS - 1)).isFalse();
        assertThat(passwords.takeEnded(AcceptedPasswords.BOTH_NANOS)).isTrue();
        assertThat(passwords.takeEnded(AcceptedPasswords.BOTH_NANOS)).isFalse();
    }

    @Test
    void goingFromNoneToAPasswordTakesBothToo() {
        AcceptedPasswords none = new AcceptedPasswords(null);
        none.change("new", 0);

        assertThat(none.accepted(1)).containsExactly(NEW, PacketAuthentication.NONE);
    }
}
