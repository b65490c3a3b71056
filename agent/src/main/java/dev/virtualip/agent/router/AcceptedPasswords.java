package dev.virtualip.agent.router;

import dev.virtualip.agent.wire.PacketAuthentication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two hosts never change a password at one instant: for a minute the old one is taken as well as the new one. */
final class AcceptedPasswords {
    static final long BOTH_NANOS = 60_000_000_000L;

    private PacketAuthentication current;
    private @Nullable PacketAuthentication previous;
    private long changedNanos;

    AcceptedPasswords(@Nullable String password) {
        current = PacketAuthentication.of(password);
    }

    void change(@Nullable String password, long nowNanos) {
        PacketAuthentication changed = PacketAuthentication.of(password);
        if (!changed.equals(current)) {
            previous = current;
            current = changed;
            changedNanos = nowNanos;
        }
    }

    /** Whether the old password has just ceased to count; true once. */
    boolean takeEnded(long nowNanos) {
        if (previous == null || nowNanos - changedNanos < BOTH_NANOS) {
            return false;
        }
        previous = null;
        return true;
    }

    List<PacketAuthentication> accepted(long nowNanos) {
        PacketAuthentication old = previous;
        return old != null && nowNanos - changedNanos < BOTH_NANOS ? List.of(current, old) : List.of(current);
    }
}
